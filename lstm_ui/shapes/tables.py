"""The numbers behind the picture as a table: one row for each box."""

from __future__ import annotations

from typing import Any

import pandas as pd


def graph_table(payload: dict[str, Any]) -> pd.DataFrame:
    """Every box of every network with its text, its units, and where it looked."""
    rows: list[dict[str, Any]] = []
    for run in payload["runs"]:
        looked = run["looked"] or []
        for node in run["nodes"]:
            row: dict[str, Any] = {"network": run["label"]} if run["label"] else {}
            row |= {"box": node["id"], "kind": node["kind"], "text": node["text"]}
            row["share or number"] = node["small"]
            row |= {f"unit {k + 1}": value for k, value in enumerate(node["bars"] or [])}
            if looked and node["kind"] == "out":
                line = looked[int(node["id"].removeprefix("out")) - 1]
                row |= {f"looks at {k + 1}": value for k, value in enumerate(line)}
            rows.append(row)
    return pd.DataFrame(rows)
