"""Methods that average the generator."""

from ganbench import papers
from ganbench.methods.recipe import Part, Recipe

EMA_NS = Recipe(
    title="Exponential moving average of the generator",
    idea="averaging",
    reference=papers.YAZICI_2019,
    formula="non-saturating;   g_bar <- beta g_bar + (1 - beta) g is measured",
    loss=Part("non-saturating"),
    stabilizers=(Part("ema"),),
)
UNIFORM_AVERAGE = Recipe(
    title="Uniform average of the generator",
    idea="averaging",
    reference=papers.YAZICI_2019,
    formula="non-saturating;   the mean of all g is measured",
    loss=Part("non-saturating"),
    stabilizers=(Part("uniform-average"),),
)
