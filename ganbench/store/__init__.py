"""Records on disk: one folder for each trial, complete or absent."""

from ganbench.store.record import Record, Status, WorkloadFacts
from ganbench.store.store import DamagedRecord, Store

__all__ = ["DamagedRecord", "Record", "Status", "Store", "WorkloadFacts"]
