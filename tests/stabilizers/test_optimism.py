from ganbench.optimizers import SGD, Adam
from ganbench.optimizers.optimistic import Optimistic
from ganbench.stabilizers.extragradient import Extragradient
from ganbench.stabilizers.optimism import Optimism
from ganbench.stabilizers.players import Settings


def test_each_player_keeps_its_own_rule():
    found = Optimism().configure(Settings(Adam(0.1), SGD(0.2), 3))
    assert found == Settings(Optimistic(Adam(0.1)), Optimistic(SGD(0.2)), 3)


def test_optimism_and_the_look_ahead_that_it_approximates_are_one_too_many(small, reason_of):
    reason = "it approximates the look ahead that extragradient takes: choose one of the two"
    for pair in ((Optimism(), Extragradient()), (Extragradient(), Optimism())):
        assert reason_of(small, *pair) == f"optimism: {reason}"
