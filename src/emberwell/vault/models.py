"""The tables, for Django's migrations only: nothing reads or writes them through the ORM.

`record` is the log as well (FORMAT.md). Every private table's key starts with `space_id`.
"""

from __future__ import annotations

from django.db import models


class Account(models.Model):
    """Someone who keeps a journal here. The name is readable to whoever holds the database; nothing else is."""

    id = models.BinaryField(primary_key=True, max_length=16)
    name = models.CharField(max_length=120)
    created_at = models.BigIntegerField()
    kit = models.CharField(max_length=10)
    space_id = models.BinaryField(max_length=16)
    kdf_salt = models.BinaryField(max_length=16)
    kdf_memory_kib = models.IntegerField()
    kdf_passes = models.IntegerField()
    pepper_id = models.BinaryField(max_length=16)
    verifier = models.BinaryField(max_length=32)
    wrap_passphrase = models.BinaryField()
    wrap_recovery = models.BinaryField(null=True)
    keyring = models.BinaryField()
    door_key = models.BinaryField(max_length=32)
    epoch = models.IntegerField()
    failures = models.IntegerField()
    next_try_at = models.BigIntegerField()

    class Meta:
        db_table = "account"


class Space(models.Model):
    """The head of one log."""

    space_id = models.BinaryField(primary_key=True, max_length=16)
    seq = models.BigIntegerField()
    head = models.BinaryField()

    class Meta:
        db_table = "space"


class SealedRecord(models.Model):
    """One revision of one record; `sealed` is empty after a purge."""

    pk = models.CompositePrimaryKey("space_id", "record_id", "revision")
    space_id = models.BinaryField(max_length=16)
    record_id = models.BinaryField(max_length=16)
    revision = models.BigIntegerField()
    seq = models.BigIntegerField()
    digest = models.BinaryField(max_length=32)
    sealed = models.BinaryField(null=True)

    class Meta:
        db_table = "record"
        constraints = (models.UniqueConstraint("space_id", "seq", name="record_seq"),)


class SealedDraft(models.Model):
    """What is being written in one tab; replaced in place."""

    pk = models.CompositePrimaryKey("space_id", "record_id", "tab_id")
    space_id = models.BinaryField(max_length=16)
    record_id = models.BinaryField(max_length=16)
    tab_id = models.CharField(max_length=64)
    sealed = models.BinaryField()

    class Meta:
        db_table = "draft"


class SealedChunk(models.Model):
    """A piece of an attachment (part 3) or of its thumbnail (part 4)."""

    pk = models.CompositePrimaryKey("space_id", "record_id", "part", "number")
    space_id = models.BinaryField(max_length=16)
    record_id = models.BinaryField(max_length=16)
    part = models.SmallIntegerField()
    number = models.IntegerField()
    written_at = models.BigIntegerField()
    sealed = models.BinaryField()

    class Meta:
        db_table = "chunk"


class Letter(models.Model):
    """A line left at the door, sealed to the person's own public key."""

    pk = models.CompositePrimaryKey("space_id", "letter_id")
    space_id = models.BinaryField(max_length=16)
    letter_id = models.BinaryField(max_length=16)
    sealed = models.BinaryField()

    class Meta:
        db_table = "letter"


class UnlockSession(models.Model):
    """The master key under one unlock secret; the secret itself is only in the cookie."""

    session_id = models.BinaryField(primary_key=True, max_length=16)
    account_id = models.BinaryField(max_length=16, db_index=True)
    epoch = models.IntegerField()
    seen_at = models.BigIntegerField()
    idle_seconds = models.IntegerField()
    ends_at = models.BigIntegerField()
    wrap = models.BinaryField()

    class Meta:
        db_table = "unlock_session"


class WrongTry(models.Model):
    """A wrong passphrase on a host: counted per account and address for a quarter of an hour, then swept."""

    id = models.BigAutoField(primary_key=True)
    who = models.BinaryField(max_length=32, db_index=True)
    tried_at = models.BigIntegerField()

    class Meta:
        db_table = "wrong_try"
