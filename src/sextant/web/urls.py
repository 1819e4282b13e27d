"""The addresses of the pages. Each is a permalink: what a page shows depends on its address alone.

Lists and statements answer `?format=csv` and `?format=json` with exactly the rows they show.
"""

from __future__ import annotations

from django.urls import path
from django.views.generic import RedirectView

from sextant.web.views import (
    about,
    accounts,
    activities,
    activity,
    approach,
    approach_map,
    approaches,
    block,
    committee,
    comparison,
    cooperation_exports,
    coverage,
    cycle,
    cycles,
    document,
    documents,
    entry,
    forum,
    home,
    language,
    paper,
    parties,
    party,
    problem,
    providers,
    rule,
    rules,
    scenario,
    scenarios,
    search,
    serial,
    statement,
    support,
    waiting,
)

urlpatterns = [
    path("", home.show, name="home"),
    path("search", search.show, name="search"),
    path("activities", activities.show, name="activities"),
    path("activities/<str:registry>/<path:reference>", activity.show, name="activity"),
    path("parties", parties.show, name="parties"),
    path("parties/<str:code>", party.show, name="party"),
    path("blocks/<str:registry>/<path:printed>", block.show, name="block"),
    path("serial", serial.ask, name="find_serial"),
    path("serial/<path:printed>", serial.show, name="serial"),
    path("accounts", accounts.show, name="accounts"),
    path("accounts/<str:registry>/<path:code>", statement.show, name="statement"),
    path("entries/<uuid:number>", entry.show, name="entry"),
    path("rules", RedirectView.as_view(pattern_name="rules", query_string=True)),
    path("documents", RedirectView.as_view(pattern_name="documents", query_string=True)),
    path("cycles", RedirectView.as_view(pattern_name="cycles", query_string=True)),
    path("rules/", rules.show, name="rules"),
    path("rules/<str:mechanism>.<str:name>/", rule.show, name="rule"),
    path("documents/", documents.show, name="documents"),
    path("documents/<path:identifier>/", document.show, name="document"),
    path("cycles/", cycles.show, name="cycles"),
    path("cycles/<str:mechanism>/<str:name>/", cycle.show, name="cycle"),
    path("waiting", RedirectView.as_view(pattern_name="waiting", query_string=True)),
    path("waiting/", waiting.show, name="waiting"),
    path("scenarios", RedirectView.as_view(pattern_name="scenarios", query_string=True)),
    path("scenarios/", scenarios.show, name="scenarios"),
    path("scenarios/<str:name>/", scenario.show, name="scenario"),
    path("cooperation", RedirectView.as_view(pattern_name="approaches", query_string=True)),
    path("cooperation/", approaches.show, name="approaches"),
    path("cooperation/needs-and-offers/", support.show, name="support"),
    path("cooperation/providers/", providers.show, name="providers"),
    path("cooperation/map/", approach_map.show, name="approach_map"),
    path("cooperation/committee/", committee.show, name="committee"),
    path("cooperation/forum/", forum.show, name="forum"),
    path("cooperation/exports/", cooperation_exports.show, name="cooperation_exports"),
    path("cooperation/<str:reference>/", approach.show, name="approach"),
    path("cooperation/<str:reference>/<str:party>/<str:stage>/", coverage.show, name="coverage"),
    path("comparison", RedirectView.as_view(pattern_name="comparison", query_string=True)),
    path("comparison/", comparison.show, name="comparison"),
    path("paper", RedirectView.as_view(pattern_name="paper", query_string=True)),
    path("paper/", paper.show, name="paper"),
    path("about", about.show, name="about"),
    path("language", language.change, name="language"),
]

handler400 = problem.bad_request
handler404 = problem.not_found
handler500 = problem.broken
