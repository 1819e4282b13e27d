"""A primary that is killed under load loses nothing that it acknowledged; and a loss would be seen."""

from benchmarks.bars_of_acts import loaded
from benchmarks.clients import Task, Working
from benchmarks.failover import LAYOUT, Told, _after, run, workplace


def test_no_acknowledged_act_is_lost_and_none_is_doubled(django_db_blocker):
    with workplace() as folder, django_db_blocker.unblock():
        outcome = run(folder, clients=2, seconds=0.5, durable=False)
    assert outcome["acknowledged"] > 0
    assert (outcome["lost"], outcome["doubled"], outcome["findings"]) == (0, 0, [])
    assert outcome["answered_as_repetitions"] >= outcome["acknowledged"]
    told = (outcome[f"{name}_when_asked_again"] for name in ("done", "refused"))
    assert outcome["answered_as_repetitions"] + sum(told) == outcome["asked"]


def test_an_acknowledged_act_that_is_not_there_is_counted_as_lost(database_url):
    url = loaded(database_url("postgresql"), LAYOUT)
    working = Working(url, Task(LAYOUT, 0, 1, 0, 1))
    asked = [working.next() for _ in range(5)]
    for request, claims in asked[1:]:
        working.registry.perform(request, claims)
    working.close()
    told = Told({request.id: request for request, _ in asked}, {request.id for request, _ in asked})
    outcome = _after(url, told)
    assert (outcome["lost"], outcome["done_when_asked_again"], outcome["answered_as_repetitions"]) == (1, 1, 4)
