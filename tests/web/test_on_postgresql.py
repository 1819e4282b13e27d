"""The pages read PostgreSQL as they read SQLite."""

import pytest

ADDRESSES = [
    "/?format=json",
    "/activities?format=json&sort=-issued&party=GH",
    "/activities?format=json&methodology=acm0002&issued=no&q=wind&status=registered",
    "/activities/CDM/28?format=json",
    "/activities/UN01/A0001?format=json",
    "/parties?format=json",
    "/parties/GH?format=json&as_of=2010-01-01",
    "/accounts?format=json",
    "/accounts/UN01/XV-holding?format=json",
    "/blocks/CDM/GH-2305?format=json",
    "/blocks/UN01/UN01-XA-A0001-2025-120?format=json",
    "/activities?format=json&q=%25",
]


@pytest.fixture
def answers(client):
    return {address: _plain(client.get(address).json()) for address in ADDRESSES}


def test_the_same_rows_come_from_both(answers, client_on_postgresql):
    for address in ADDRESSES:
        assert _plain(client_on_postgresql.get(address).json()) == answers[address], address
    for address in ("/", "/activities", "/parties", "/accounts", "/search?q=wind", "/serial/GH-2305"):
        assert client_on_postgresql.get(address).status_code == 200, address


CASES = [
    "/waiting/?format=json",
    "/activities/UN01/S0001?format=json",
    "/activities/UN01/S0001?format=json&as_of=2025-12-10",
]


@pytest.fixture
def told(player):
    return {address: _plain(player.get(address).json()) for address in CASES}


def test_cases_are_told_alike_on_both(told, player_on_postgresql):
    for address in CASES:
        assert _plain(player_on_postgresql.get(address).json()) == told[address], address
    for address in ("/waiting/", "/activities/UN01/S0001", "/scenarios/pacm_solar/"):
        assert player_on_postgresql.get(address).status_code == 200, address


def _plain(value):
    """Return an answer without instants of recording and of asking, which differ."""
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items() if key not in ("recorded_at", "now")}
    return [_plain(each) for each in value] if isinstance(value, list) else value
