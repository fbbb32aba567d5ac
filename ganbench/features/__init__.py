"""Features of images, by extractors that can be named: nothing is loaded until one is used."""

from ganbench.features.extractor import (
    EXTRACTORS,
    Extraction,
    Extractor,
    extract,
    fingerprint,
    identity,
)

__all__ = ["EXTRACTORS", "Extraction", "Extractor", "extract", "fingerprint", "identity"]
