"""The pages, in the order of the menu."""

from dateline.web.view import View
from dateline.web.views import (
    actors,
    changes,
    coverage,
    figures,
    ledger,
    network,
    proposals,
    report,
    review,
    search,
    spots,
    talks,
    timeline,
    today,
)

VIEWS: tuple[View, ...] = (
    today.VIEW,
    timeline.VIEW,
    talks.VIEW,
    proposals.VIEW,
    figures.VIEW,
    spots.VIEW,
    network.VIEW,
    actors.LIST,
    actors.ONE,
    ledger.VIEW,
    changes.VIEW,
    search.VIEW,
    report.VIEW,
    review.VIEW,
    coverage.VIEW,
)
