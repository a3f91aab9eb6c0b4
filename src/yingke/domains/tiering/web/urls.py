"""URLs of tiers, scores and rules."""

from django.urls import path

from yingke.domains.tiering.web.registers import (
    ENTITLEMENTS,
    PLACEMENTS,
    RATINGS,
    SAVE_PLANS,
    STEPS,
)
from yingke.domains.tiering.web.views import (
    board,
    customers,
    entitlements,
    experiments,
    moves,
    overview,
    papers,
    pictures,
    rates,
    rules,
    what_if,
)

app_name = "tiering"
urlpatterns = [
    path("tiers/", board.board, name="board"),
    path("tiers/scores/", board.score_list, name="scores"),
    path("tiers/recompute/", board.recompute, name="recompute"),
    path("tiers/moves/", board.move_list, name="moves"),
    path("tiers/moves/approve/", moves.approve_many, name="approve-moves"),
    path("tiers/moves/<int:pk>/approve/", moves.approve, name="approve-move"),
    path("tiers/moves/<int:pk>/return/", moves.return_move, name="return-move"),
    path("tiers/movers.png", pictures.movers, name="movers-picture"),
    path("customers/<int:pk>/radar.png", pictures.radar, name="radar-picture"),
    path("tiers/map/", overview.value_and_health, name="map"),
    path("tiers/rates/", rates.rates, name="rates"),
    path("tiers/what-if/", what_if.what_if, name="what-if"),
    path("tiers/what-if/keep/", what_if.keep, name="keep-rules"),
    path("tiers/trial/", experiments.trial, name="trial"),
    path("tiers/rules/", rules.rules, name="rules"),
    path("tiers/rules/compare/", rules.compare, name="compare"),
    path("tiers/rules/entropy/", rules.weigh_by_entropy, name="entropy"),
    path("tiers/rules/<int:pk>/submit/", rules.submit, name="submit-rules"),
    path("tiers/rules/<int:pk>/approve/", rules.approve, name="approve-rules"),
    path("tiers/rules/<int:pk>/return/", rules.return_rules, name="return-rules"),
    path("tiers/rules/<int:pk>/discard/", rules.discard, name="discard-rules"),
    path("customers/<int:pk>/scores/", customers.scores, name="customer"),
    path("customers/<int:pk>/scores/<slug:measure>/", customers.rows, name="evidence"),
    *RATINGS.urls(),
    path("customers/<int:pk>/papers/<slug:name>.<slug:kind>", papers.paper, name="paper"),
    path("entitlements/", entitlements.quarter, name="entitlements"),
    path("entitlements/<int:pk>/", entitlements.care_action, name="care-action"),
    path("entitlements/<int:pk>/done/", entitlements.complete, name="complete-action"),
    path("entitlements/<int:pk>/explain/", entitlements.excuse, name="excuse-action"),
    path("entitlements/<int:pk>/move/", entitlements.move, name="move-action"),
    *ENTITLEMENTS.urls(),
    *PLACEMENTS.urls(),
    *STEPS.urls(),
    *SAVE_PLANS.urls(),
]
