from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yingke.engines.linkage.clusters import Cluster, cluster
from yingke.engines.linkage.matching import ScoredPair

CLUSTERS = st.builds(
    Cluster,
    st.frozensets(st.integers(0, 9), min_size=1),
    st.frozensets(st.sampled_from("AB"), max_size=1),
)
SIZE = 8
PAIRS = st.lists(
    st.tuples(st.integers(0, SIZE - 1), st.integers(0, SIZE - 1), st.integers(-5, 30))
    .filter(lambda t: t[0] < t[1])
    .map(lambda t: ScoredPair(t[0], t[1], float(t[2]), 1.0 if t[2] > 0 else 0.0)),
    max_size=20,
    unique_by=lambda pair: (pair.left, pair.right),
)
CODES = st.lists(st.sampled_from([None, "A", "B"]), min_size=SIZE, max_size=SIZE)


@given(CLUSTERS, CLUSTERS)
def test_a_merge_is_symmetric_and_stable(one: Cluster, other: Cluster) -> None:
    assert one.may_join(other) == other.may_join(one)
    if not one.may_join(other):
        with pytest.raises(ValueError, match="different credit codes: A, B"):
            one.merge(other)
        return
    both = one.merge(other)
    assert both == other.merge(one)
    assert both.merge(one) == both.merge(both) == both


@given(PAIRS, CODES, st.randoms())
def test_clusters_carry_one_code_and_do_not_depend_on_the_order(
    pairs: list[ScoredPair], codes: list[str | None], chance: random.Random
) -> None:
    found = cluster(pairs, codes, threshold=0.9)
    assert sorted(m for c in found.clusters for m in c.members) == list(range(SIZE))
    assert all(len({codes[m] for m in c.members} - {None}) <= 1 for c in found.clusters)
    chance.shuffle(pairs)
    assert cluster(pairs, codes, threshold=0.9) == found
    assert cluster([*pairs, *pairs], codes, threshold=0.9).clusters == found.clusters


def test_the_stronger_pair_takes_the_record_without_a_code() -> None:
    pairs = [ScoredPair(0, 1, 8.0, 0.99), ScoredPair(1, 2, 9.0, 0.999)]
    found = cluster(pairs, ["A", None, "B"], threshold=0.9)
    assert [sorted(c.members) for c in found.clusters] == [[0], [1, 2]]
    assert found.refused == (pairs[0],)
