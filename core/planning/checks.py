"""A plan against its case, checked by a second implementation: no code of the planner's, one named function per rule.

The function's name is the rule; what it finds is returned, never raised. `where` is `moves`, `shelters`, `pairings`,
`trips`, `reasons`, `remedies` or `plan`; `facts` name who and what.
"""

from collections.abc import Callable

from core.collecting import no_collection
from core.domain.findings import Finding
from core.domain.plans import Plan
from core.planning.case import Case
from core.planning.checking.bound_rules import (
    as_many_are_behind_the_cut,
    losses_lie_between_bound_and_value,
    no_more_is_bound_to_be_served_than_is_due,
    no_value_below_its_bound,
    the_cut_holds_no_more_than_it_says,
    the_cut_proves_what_it_claims,
)
from core.planning.checking.car_rules import a_helpers_car_is_in_one_place_at_a_time, helpers_cars_fetch_their_own
from core.planning.checking.exposure_proof import (
    the_bound_is_proved_by_its_prices,
    who_stays_counts_until_his_last_departure,
)
from core.planning.checking.inspection import Findings, Inspection
from core.planning.checking.pair_soft_rules import (
    broken_rules_are_those_that_are_broken,
    locks_are_followed_or_left_aside,
    pairing_figures_are_what_they_count,
    who_is_looked_for_would_help,
)
from core.planning.checking.pairing_rules import (
    every_household_is_paired_or_uncovered,
    helpers_are_free_awake_and_near,
    helpers_are_two_from_two_houses,
    no_helper_beyond_his_hands,
    no_helper_over_his_load,
    the_bedridden_have_carriers,
)
from core.planning.checking.party_rules import (
    every_party_stands_once,
    modes_fit_the_party,
    nobody_is_split_lost_or_doubled,
    shortfalls_say_what_is_so,
    totals_are_sums,
    who_rides_with_the_fleet_has_a_vehicle,
)
from core.planning.checking.reason_rules import reasons_are_true, reasons_stand_for_every_move
from core.planning.checking.remedy_rules import (
    doors_and_helpers_of_remedies_are_so,
    remedies_add_up,
    remedies_are_about_something,
)
from core.planning.checking.ride_prices import no_tour_takes_back_more_than_its_vehicle_may
from core.planning.checking.road_capacity import roads_let_in_only_so_many
from core.planning.checking.route_rules import (
    deadlines_are_last_safe_departures,
    nobody_arrives_before_the_shelter_opens,
    nobody_leaves_before_he_is_ready,
    routes_hold_and_times_add_up,
    second_routes_hold_at_the_same_departure,
)
from core.planning.checking.shelter_rules import (
    no_shelter_over_capacity,
    nobody_is_sent_past_the_shelter_that_was_ordered,
    nobody_is_sent_where_there_are_steps,
    nobody_is_sent_where_there_is_no_power,
    what_is_not_known_of_shelters_is_said,
)
from core.planning.checking.trip_rules import (
    a_trip_is_one_thing_after_another,
    a_vehicle_serves_one_village_within_its_seats,
    nobody_rides_without_a_place,
    riders_deadlines_keep_the_trip_on_open_roads,
    riders_travel_with_their_trip,
    stops_count_who_boards,
    stops_leave_time_to_board,
    trips_are_numbered_rounds_of_the_fleet,
    trips_start_where_the_last_one_ended,
    vehicles_are_on_duty,
    vehicles_use_roads_that_carry_them,
    who_walks_to_a_stop_is_there_in_time,
)

RULES: tuple[Callable[[Inspection], Findings], ...] = (
    every_party_stands_once,
    nobody_is_split_lost_or_doubled,
    no_shelter_over_capacity,
    nobody_is_sent_where_there_are_steps,
    nobody_is_sent_where_there_is_no_power,
    nobody_is_sent_past_the_shelter_that_was_ordered,
    what_is_not_known_of_shelters_is_said,
    shortfalls_say_what_is_so,
    totals_are_sums,
    who_stays_counts_until_his_last_departure,
    no_value_below_its_bound,
    no_more_is_bound_to_be_served_than_is_due,
    losses_lie_between_bound_and_value,
    the_cut_holds_no_more_than_it_says,
    the_cut_proves_what_it_claims,
    as_many_are_behind_the_cut,
    the_bound_is_proved_by_its_prices,
    no_tour_takes_back_more_than_its_vehicle_may,
    modes_fit_the_party,
    who_rides_with_the_fleet_has_a_vehicle,
    every_household_is_paired_or_uncovered,
    helpers_are_two_from_two_houses,
    helpers_are_free_awake_and_near,
    no_helper_over_his_load,
    no_helper_beyond_his_hands,
    the_bedridden_have_carriers,
    broken_rules_are_those_that_are_broken,
    locks_are_followed_or_left_aside,
    pairing_figures_are_what_they_count,
    who_is_looked_for_would_help,
    routes_hold_and_times_add_up,
    second_routes_hold_at_the_same_departure,
    nobody_leaves_before_he_is_ready,
    nobody_arrives_before_the_shelter_opens,
    deadlines_are_last_safe_departures,
    roads_let_in_only_so_many,
    a_vehicle_serves_one_village_within_its_seats,
    trips_are_numbered_rounds_of_the_fleet,
    a_trip_is_one_thing_after_another,
    trips_start_where_the_last_one_ended,
    vehicles_use_roads_that_carry_them,
    stops_leave_time_to_board,
    vehicles_are_on_duty,
    nobody_rides_without_a_place,
    stops_count_who_boards,
    riders_deadlines_keep_the_trip_on_open_roads,
    riders_travel_with_their_trip,
    who_walks_to_a_stop_is_there_in_time,
    helpers_cars_fetch_their_own,
    a_helpers_car_is_in_one_place_at_a_time,
    reasons_stand_for_every_move,
    reasons_are_true,
    remedies_add_up,
    remedies_are_about_something,
    doors_and_helpers_of_remedies_are_so,
)


def violations(case: Case, plan: Plan) -> tuple[Finding, ...]:
    """Every rule that the plan breaks, in the order of the rules; empty for a right plan."""
    with no_collection():
        return _found(Inspection(case, plan))  # the inspection must be gone before circles are looked for again


def _found(inspection: Inspection) -> tuple[Finding, ...]:
    return tuple([finding for rule in RULES for finding in rule(inspection)])
