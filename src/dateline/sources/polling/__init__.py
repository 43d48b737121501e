"""Following feeds: who is asked, how often, with what manners, and what they brought."""
