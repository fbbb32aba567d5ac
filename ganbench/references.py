"""Where a method, a protocol or a metric comes from."""

from dataclasses import dataclass

from typing_extensions import override


@dataclass(frozen=True)
class Reference:
    """A publication.

    Example:
        >>> import ganbench
        >>> url = "https://arxiv.org/abs/1701.07875"
        >>> str(ganbench.Reference("Arjovsky et al.", 2017, "Wasserstein GAN", url))
        'Arjovsky et al. 2017, Wasserstein GAN, https://arxiv.org/abs/1701.07875'

    Attributes:
        authors: The first author's surname, followed by "et al." where there are more.
        year: The year of publication.
        title: The title as printed.
        url: Where it can be read.
    """

    authors: str
    year: int
    title: str
    url: str

    @override
    def __str__(self) -> str:
        return f"{self.authors} {self.year}, {self.title}, {self.url}"
