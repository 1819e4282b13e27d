"""The tables. Names and columns are the specification of the ledger; see docs/ledger.md.

No column is numbered by the database: ids are the caller's, or are derived from what they name. There are
no foreign keys on the posting path; `sextant verify` proves what they would.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import CompositePrimaryKey, F, Index, Q

from sextant.storage.database.fields import IdField


class SerialSpace(models.Model):
    """The numbers inside which a serial is unique."""

    id = models.BigIntegerField(primary_key=True)
    registry = models.CharField(max_length=20)
    key = models.CharField(max_length=100)
    prefix = models.CharField(max_length=100)
    next_serial = models.BigIntegerField(null=True)

    class Meta:
        db_table = "serial_space"
        constraints: ClassVar = [models.UniqueConstraint(fields=["registry", "key"], name="serial_space_key")]
        indexes: ClassVar = [Index(fields=["prefix"], name="serial_space_prefix")]


class Lot(models.Model):
    """What was issued together. Rows are never changed."""

    id = IdField(primary_key=True)
    space = models.BigIntegerField()
    first = models.BigIntegerField()
    last = models.BigIntegerField()
    mechanism = models.CharField(max_length=20)
    unit_type = models.CharField(max_length=20)
    host_party = models.CharField(max_length=10)
    activity = models.BigIntegerField()
    issued_by = IdField()
    issued_on = models.DateField()
    vintage = models.IntegerField(null=True)
    period_first = models.DateField(null=True)
    period_last = models.DateField(null=True)
    commitment_period = models.IntegerField(null=True)
    underlying = models.TextField(null=True)  # noqa: DJ001 - unknown is not the empty text

    class Meta:
        db_table = "lot"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(first__gte=1, last__gte=F("first")), name="lot_range"),
            models.UniqueConstraint(fields=["space", "first"], name="lot_space_first"),
        ]
        indexes: ClassVar = [
            Index(fields=["activity"], name="lot_activity"),
            Index(fields=["host_party"], name="lot_host_party"),
        ]


class Terms(models.Model):
    """What may be done with units. Rows are never changed; the id is derived from the body."""

    id = models.BigIntegerField(primary_key=True)
    body = models.TextField()

    class Meta:
        db_table = "terms"


class Account(models.Model):
    """Accounts of all registries, with the version of what is known of them."""

    id = models.BigIntegerField(primary_key=True)
    registry = models.CharField(max_length=20)
    code = models.CharField(max_length=100)
    type = models.CharField(max_length=100)
    name = models.TextField()
    owner = models.TextField(null=True)  # noqa: DJ001
    party = models.CharField(max_length=10, null=True)  # noqa: DJ001
    authorizing_party = models.CharField(max_length=10, null=True)  # noqa: DJ001
    ndc_period = models.CharField(max_length=20, null=True)  # noqa: DJ001
    state = models.CharField(max_length=20)
    version = models.IntegerField()
    synthetic = models.BooleanField(default=False)

    class Meta:
        db_table = "account"
        constraints: ClassVar = [models.UniqueConstraint(fields=["registry", "code"], name="account_code")]
        indexes: ClassVar = [Index(fields=["party"], name="account_party")]


class Block(models.Model):
    """Where units stand now: the projection of the journal, rebuilt from it at will."""

    pk = CompositePrimaryKey("space", "first")
    space = models.BigIntegerField()
    first = models.BigIntegerField()
    last = models.BigIntegerField()
    lot = IdField()
    account = models.BigIntegerField()
    terms = models.BigIntegerField()
    first_transfer = IdField(null=True)
    hold = IdField(null=True)
    since = IdField()
    acted_on = models.DateField()

    class Meta:
        db_table = "block"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(first__gte=1, last__gte=F("first")), name="block_range")
        ]
        indexes: ClassVar = [
            Index(fields=["account", "terms", "space", "first"], name="block_free", condition=Q(hold=None)),
            Index(fields=["hold"], name="block_held", condition=Q(hold__isnull=False)),
            # Who takes any units looks for the smallest block that holds enough, among very many small ones.
            Index(
                F("account"), F("last") - F("first"), F("space"), F("first"), name="block_size", condition=Q(hold=None)
            ),  # On PostgreSQL only; see the migration.
        ]


class Entry(models.Model):
    """The journal. Rows are only ever added; the id is the caller's."""

    id = IdField(primary_key=True)
    digest = models.BinaryField()
    kind = models.CharField(max_length=30)
    actor = models.TextField()
    effective_on = models.DateField()
    recorded_at = models.DateTimeField()
    body = models.TextField()
    result = models.TextField()
    corrects = IdField(null=True)

    class Meta:
        db_table = "entry"


class Posting(models.Model):
    """The legs of the journal. Rows are only ever added."""

    pk = CompositePrimaryKey("entry", "line")
    entry = IdField()
    line = models.IntegerField()
    sign = models.SmallIntegerField()
    account = models.BigIntegerField()
    effective_on = models.DateField()
    space = models.BigIntegerField()
    first = models.BigIntegerField()
    last = models.BigIntegerField()
    lot = IdField()
    terms = models.BigIntegerField()
    first_transfer = IdField(null=True)
    hold = IdField(null=True)
    follows = IdField(null=True)

    class Meta:
        db_table = "posting"
        constraints: ClassVar = [models.CheckConstraint(condition=Q(sign__in=(-1, 1)), name="posting_sign")]
        indexes: ClassVar = [
            Index(fields=["account", "effective_on", "sign", "first", "last"], name="posting_account"),
        ]


class Hold(models.Model):
    """Reservations of units for a case. Rows are never changed; their end is on the blocks."""

    id = IdField(primary_key=True)
    case = models.TextField()
    placed_by = models.TextField()
    expires_on = models.DateField(null=True)

    class Meta:
        db_table = "hold"


class Tally(models.Model):
    """Limits that many acts share."""

    name = models.CharField(max_length=200, primary_key=True)
    used = models.BigIntegerField()
    limit = models.BigIntegerField(null=True)
    version = models.IntegerField()

    class Meta:
        db_table = "tally"


class AuthorizationVersion(models.Model):
    """Versions of authorizations, never changed."""

    id = models.BigIntegerField(primary_key=True)
    key = models.CharField(max_length=160)
    version = models.IntegerField()
    entry = IdField()
    party = models.CharField(max_length=10)
    reference = models.CharField(max_length=140)
    effective_on = models.DateField()
    body = models.TextField()

    class Meta:
        db_table = "authorization_version"
        constraints = [models.UniqueConstraint(fields=["key", "version"], name="authorization_version_key")]


class LetterOriginal(models.Model):
    """Signed originals of letters of authorization, by their hash. Rows are only ever added."""

    id = models.BigIntegerField(primary_key=True)
    sha256 = models.CharField(max_length=64)
    key = models.CharField(max_length=160)
    version = models.IntegerField()
    name = models.TextField()
    size = models.BigIntegerField()
    filed_at = models.DateTimeField()

    class Meta:
        db_table = "letter_original"
        indexes: ClassVar = [
            Index(fields=["sha256"], name="letter_original_sha256"),
            Index(fields=["key"], name="letter_original_key"),
        ]


class PartyStatement(models.Model):
    """What Parties state beside the ledger, version by version. Rows are only ever added."""

    id = models.BigIntegerField(primary_key=True)
    party = models.CharField(max_length=8)
    kind = models.CharField(max_length=32)
    subject = models.CharField(max_length=160)
    version = models.IntegerField()
    body = models.TextField()
    recorded_at = models.DateTimeField()

    class Meta:
        db_table = "party_statement"
        indexes: ClassVar = [Index(fields=["party", "kind"], name="party_statement_party_kind")]


class Outbox(models.Model):
    """Entries that the transparency log has not taken yet."""

    entry = IdField(primary_key=True)

    class Meta:
        db_table = "outbox"


class Activity(models.Model):
    """What units are issued for, as its registry describes it."""

    id = models.BigIntegerField(primary_key=True)
    registry = models.CharField(max_length=20)
    reference = models.CharField(max_length=100)
    mechanism = models.CharField(max_length=20)
    title = models.TextField(null=True)  # noqa: DJ001
    host_parties = models.JSONField(default=list)
    other_parties = models.JSONField(default=list)
    methodologies = models.JSONField(default=list)
    status = models.CharField(max_length=30, null=True)  # noqa: DJ001
    registered_on = models.DateField(null=True)
    expected_annual_reductions = models.BigIntegerField(null=True)
    synthetic = models.BooleanField(default=False)

    class Meta:
        db_table = "activity"
        constraints: ClassVar = [models.UniqueConstraint(fields=["registry", "reference"], name="activity_reference")]
        indexes: ClassVar = [
            Index(fields=["mechanism"], name="activity_mechanism"),
            Index(fields=["registered_on"], name="activity_registered_on"),
        ]


class ActivityHost(models.Model):
    """The host Parties of an activity, one row each, for lists and counts."""

    pk = CompositePrimaryKey("activity", "party")
    activity = models.BigIntegerField()
    party = models.CharField(max_length=10)

    class Meta:
        db_table = "activity_host"
        indexes: ClassVar = [Index(fields=["party"], name="activity_host_party")]


class Quarantine(models.Model):
    """Rows of reports that name units of another registry: kept apart, never in totals."""

    id = IdField(primary_key=True)
    report = models.CharField(max_length=40)
    file = models.TextField()
    row = models.IntegerField()
    code = models.CharField(max_length=60)
    values = models.JSONField()
    recorded_at = models.DateTimeField()

    class Meta:
        db_table = "quarantine"


class CaseSubject(models.Model):
    """Activities and Parties whose cases are kept. Rows are never changed; one is what a writer locks."""

    key = models.TextField(primary_key=True)
    subject = models.TextField()
    cycle = models.CharField(max_length=200)
    facts = models.TextField()

    class Meta:
        db_table = "case_subject"
        indexes: ClassVar = [Index(fields=["cycle"], name="case_subject_cycle")]


class CaseLine(models.Model):
    """The journals of cases: acts, and cases that were opened. Rows are only ever added; the id is the caller's."""

    pk = CompositePrimaryKey("subject", "number")
    subject = models.TextField()
    number = models.IntegerField()
    kind = models.CharField(max_length=10)
    id = IdField(unique=True)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField(null=True)
    body = models.TextField()

    class Meta:
        db_table = "case_line"
        constraints: ClassVar = [models.CheckConstraint(condition=Q(kind__in=("act", "case")), name="case_line_kind")]
        indexes: ClassVar = [Index(fields=["subject", "at"], name="case_line_acted", condition=Q(kind="act"))]


class CooperationLine(models.Model):
    """The journals of Article 6.8: versions of approaches, answers of Parties, offers, posts. Rows are only ever added.

    There is no column for a unit, an account or a quantity; the body is the record as it was read.
    """

    pk = CompositePrimaryKey("subject", "number")
    subject = models.TextField()
    number = models.IntegerField()
    kind = models.CharField(max_length=20)
    id = IdField(unique=True)
    actor = models.TextField()
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    body = models.TextField()

    class Meta:
        db_table = "cooperation_line"
        constraints: ClassVar = [models.CheckConstraint(condition=Q(number__gte=1), name="cooperation_line_number")]


class CaseBeside(models.Model):
    """Who reads whose facts: an activity those of its host Party. Rows are only ever added."""

    pk = CompositePrimaryKey("reader", "other")
    reader = models.TextField()
    other = models.TextField()

    class Meta:
        db_table = "case_beside"
        indexes: ClassVar = [Index(fields=["other"], name="case_beside_other")]


class CaseStanding(models.Model):
    """What waits in the cases of a subject, and what that was made of. Made again at any time."""

    key = models.TextField(primary_key=True)
    lines = models.TextField()
    edition = models.CharField(max_length=64)
    next_change_at = models.DateTimeField(null=True)
    readable = models.BooleanField()
    hidden = models.IntegerField()
    waits = models.TextField()

    class Meta:
        db_table = "case_standing"
