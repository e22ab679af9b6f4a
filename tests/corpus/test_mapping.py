"""The callable for datasets and frames."""

from __future__ import annotations

import importlib
import json
import pickle

import pytest

from cleantext.corpus.mapping import CleanField

DIRTY, CLEAN = "You are here\n\nThe ferry\u00a0sails at noon.\n", "The ferry sails at noon.\n"


def test_records_and_batches() -> None:
    clean = CleanField("body", keep_original="raw", stats_field="edits")
    stats = json.dumps({"chrome.breadcrumb-label": 1, "space.no-break": 1})
    assert clean({"body": DIRTY, "n": 1}) == {"body": CLEAN, "raw": DIRTY, "edits": stats}
    assert clean({"body": [DIRTY, None]}) == {"body": [CLEAN, None], "raw": [DIRTY, None], "edits": [stats, "{}"]}
    assert clean({"body": []}) == {"body": [], "raw": [], "edits": []}
    assert clean({"body": None})["body"] is None


def test_what_a_profile_drops_is_none() -> None:
    assert CleanField(profile="c4")({"text": "lorem ipsum"}) == {"text": None}


def test_one_pickle_for_the_same_parameters() -> None:
    one, two = CleanField(select=["space"]), CleanField(select=["space"])
    one({"text": DIRTY})
    assert pickle.dumps(one) == pickle.dumps(two)
    assert pickle.loads(pickle.dumps(one))({"text": "a  b"}) == {"text": "a b"}


@pytest.mark.filterwarnings("ignore")
def test_pandas() -> None:
    pandas = pytest.importorskip("pandas", reason="pandas is not installed: the example is not checked")
    frame = pandas.DataFrame({"id": [1, 2], "text": [DIRTY, None]})
    made = frame.assign(**CleanField("text")(frame))
    assert made["id"].tolist() == [1, 2]
    assert made["text"].tolist()[0] == CLEAN
    assert made["text"].isna().tolist() == [False, True]


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("options", [{}, {"batched": True}, {"batched": True, "num_proc": 2}])
def test_datasets(options: dict[str, object]) -> None:
    pytest.importorskip("datasets", reason="datasets is not installed: the example is not checked")
    datasets = importlib.import_module("datasets")
    rows = datasets.Dataset.from_dict({"id": [1, 2, 3], "text": [DIRTY, "Fine.", None]})
    made = rows.map(CleanField("text", keep_original="raw"), **options)
    assert made.to_dict() == {"id": [1, 2, 3], "text": [CLEAN, "Fine.", None], "raw": [DIRTY, "Fine.", None]}
