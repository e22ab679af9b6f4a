"""Trains a linear-chain conditional random field of few states on sparse features, with L2 and L-BFGS.

Emissions of a line: its own attributes at each offset (the line itself, its neighbours) and its context columns.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix


@dataclass
class Batch:
    """Pages as one block of rows: ``own`` and ``place`` are CSR; ``pages`` are half-open row ranges."""

    own: csr_matrix
    place: csr_matrix
    pages: list[tuple[int, int]]
    shifts: np.ndarray  # (offsets, rows): row of the neighbour, or -1


def shifts(pages: list[tuple[int, int]], offsets: tuple[int, ...]) -> np.ndarray:
    rows = pages[-1][1] if pages else 0
    out = np.full((len(offsets), rows), -1, dtype=np.int64)
    for a, b in pages:
        for k, offset in enumerate(offsets):
            low, high = max(a, a - offset), min(b, b - offset)
            if low < high:
                out[k, low:high] = np.arange(low + offset, high + offset)
    return out


@dataclass
class Plan:
    """The states of a chain: which steps, first and last states there are, and which of them are kept."""

    steps: np.ndarray
    first: np.ndarray
    last: np.ndarray
    kept: np.ndarray

    @property
    def states(self) -> int:
        return len(self.kept)


NEVER = -30.0


class Chain:
    """Weights: ``own`` (attributes x offsets x states), ``place`` (columns x states), ``step``, ``start``, ``stop``."""

    def __init__(self, attributes: int, columns: int, offsets: int, plan: Plan) -> None:
        states = plan.states
        self.plan = plan
        self.shape = (attributes, columns, offsets, states)
        self.own = np.zeros((attributes, offsets * states), np.float32)
        self.place = np.zeros((columns, states), np.float32)
        self.step = np.zeros((states, states))
        self.start = np.zeros(states)
        self.stop = np.zeros(states)

    def emissions(self, batch: Batch) -> np.ndarray:
        _, _, offsets, states = self.shape
        by_line = batch.own @ self.own
        out = batch.place @ self.place
        for k in range(offsets):
            rows = batch.shifts[k]
            there = rows >= 0
            out[there] += by_line[rows[there], k * states : (k + 1) * states]
        return out.astype(np.float64)

    def _pack(self) -> np.ndarray:
        return np.concatenate([self.own.ravel(), self.place.ravel(), self.step.ravel(), self.start, self.stop]).astype(
            np.float64
        )

    def _unpack(self, x: np.ndarray) -> None:
        _attributes, _columns, _offsets, states = self.shape
        sizes = np.cumsum([self.own.size, self.place.size, states * states, states])
        a, b, c, d, e = np.split(x, sizes)
        self.own = a.reshape(self.own.shape).astype(np.float32)
        self.place = b.reshape(self.place.shape).astype(np.float32)
        self.step, self.start, self.stop = c.reshape(states, states), d, e

    def fit(
        self,
        batch: Batch,
        labels: np.ndarray,
        *,
        l2: float,
        iterations: int,
        live: np.ndarray | None = None,
        page_weights: np.ndarray | None = None,
        margin: np.ndarray | None = None,
    ) -> None:
        """Maximise the likelihood of ``labels``; ``live`` masks the packed weights that may differ from 0.

        ``page_weights`` says how much each page counts; ``margin`` (rows) what it costs to keep or drop a row wrongly.
        """
        _, _, offsets, states = self.shape
        order = Order(batch.pages)
        truth = np.zeros((len(labels), states))
        truth[np.arange(len(labels)), labels] = 1
        wrong = self.plan.kept[labels][:, None] != self.plan.kept[None, :]
        no_step, no_first, no_last = (
            np.where(x, 0.0, NEVER) for x in (self.plan.steps, self.plan.first, self.plan.last)
        )
        pw = np.ones(len(batch.pages)) if page_weights is None else page_weights
        row_weights = np.repeat(pw, [b - a for a, b in batch.pages])
        followed = np.concatenate([np.arange(a, b - 1) for a, b in batch.pages])
        gold_step = np.zeros((states, states))
        np.add.at(gold_step, (labels[followed], labels[followed + 1]), row_weights[followed])
        firsts = np.array([a for a, _ in batch.pages])
        lasts = np.array([b - 1 for _, b in batch.pages])
        transposed_own, transposed_place = batch.own.T.tocsr(), batch.place.T.tocsr()

        def loss(x: np.ndarray) -> tuple[float, np.ndarray]:
            self._unpack(x)
            scores = self.emissions(batch)
            if margin is not None:
                scores = scores + margin[:, None] * wrong
            log_z, marginals, steps = order.forward_backward(
                scores, self.step + no_step, self.start + no_first, self.stop + no_last, pw
            )
            gold = ((scores * truth).sum(1) * row_weights).sum() + (gold_step * self.step).sum()
            gold += ((self.start[labels[firsts]] + self.stop[labels[lasts]]) * pw).sum()
            rest = ((marginals - truth) * row_weights[:, None]).astype(np.float32)
            moved = np.zeros((len(labels), offsets * states), np.float32)
            for k in range(offsets):
                rows = batch.shifts[k]
                there = rows >= 0
                moved[rows[there], k * states : (k + 1) * states] = rest[there]
            grad = np.concatenate(
                [
                    (transposed_own @ moved).ravel(),
                    (transposed_place @ rest).ravel(),
                    (steps - gold_step).ravel(),
                    rest[firsts].sum(0),
                    rest[lasts].sum(0),
                ]
            ).astype(np.float64)
            grad += l2 * x
            if live is not None:
                grad *= live
            return log_z - gold + 0.5 * l2 * float(x @ x), grad

        x0 = self._pack()
        if live is not None:
            x0 *= live
        found = minimize(loss, x0, jac=True, method="L-BFGS-B", options={"maxiter": iterations, "maxcor": 8})
        self._unpack(found.x)


class Order:
    """Rows of all pages, step by step, so that one pass runs over all pages at once."""

    def __init__(self, pages: list[tuple[int, int]]) -> None:
        self.longest_first = sorted(range(len(pages)), key=lambda i: pages[i][0] - pages[i][1])
        starts = np.array([pages[i][0] for i in self.longest_first])
        lengths = np.array([pages[i][1] - pages[i][0] for i in self.longest_first])
        self.active = [int((lengths > t).sum()) for t in range(lengths[0])]
        self.rows = [starts[:k] + t for t, k in enumerate(self.active)]

    def forward_backward(self, scores, step, start, stop, page_weights):  # type: ignore[no-untyped-def]
        """Weighted log partition function, marginals of each row, weighted expected steps."""
        weights = page_weights[self.longest_first]
        top = scores.max(1, keepdims=True)
        e = np.exp(scores - top)
        high = step.max()
        t_matrix = np.exp(step - high)
        alphas, scales = [], []
        log_z = 0.0
        a = np.exp(start)[None, :] * e[self.rows[0]]
        n = len(self.rows)
        ends = np.exp(stop)
        for t in range(n):
            k = self.active[t]
            if t:
                a = (a[:k] @ t_matrix) * e[self.rows[t]]
            c = a.sum(1, keepdims=True)
            a = a / c
            alphas.append(a)
            scales.append(c)
            log_z += float((np.log(c[:, 0]) + top[self.rows[t], 0] + (high if t else 0.0)) @ weights[:k])
        marginals = np.empty_like(scores)
        steps = np.zeros_like(step)
        b = np.empty((0, len(stop)))
        for t in range(n - 1, -1, -1):
            k = self.active[t]
            new = np.empty((k, len(stop)))
            m = self.active[t + 1] if t + 1 < n else 0
            if m:
                eb = e[self.rows[t + 1]] * b / scales[t + 1]
                new[:m] = eb @ t_matrix.T
                steps += ((alphas[t][:m] * weights[:m, None]).T @ eb) * t_matrix
            if m < k:
                tail = alphas[t][m:] @ ends
                log_z += float(np.log(tail) @ weights[m:k])
                new[m:] = ends[None, :] / tail[:, None]
            b = new
            marginals[self.rows[t]] = alphas[t] * b
        marginals /= marginals.sum(1, keepdims=True)
        return log_z, marginals, steps
