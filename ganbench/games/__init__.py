"""Games whose equilibrium is known: what their players minimise, and how far they are from it.

A description of a game is listed and hashed without importing torch.
"""

from ganbench.games.bilinear import Bilinear
from ganbench.games.dirac import Dirac
from ganbench.games.payoffs import Payoffs
from ganbench.games.quadratic import Quadratic
from ganbench.games.solvable import SolvableGame
from ganbench.games.two_rates import TwoRates

__all__ = ["Bilinear", "Dirac", "Payoffs", "Quadratic", "SolvableGame", "TwoRates"]
