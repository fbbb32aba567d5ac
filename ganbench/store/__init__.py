"""Records on disk: one folder a trial, written whole or not at all."""

from ganbench.store.record import Record, Status, WorkloadFacts
from ganbench.store.store import DamagedRecord, Store

__all__ = ["DamagedRecord", "Record", "Status", "Store", "WorkloadFacts"]
