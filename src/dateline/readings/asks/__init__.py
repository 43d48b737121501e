"""What is offered, demanded, promised, threatened and expected: the words that tell it, by whom, to whom, and what."""
