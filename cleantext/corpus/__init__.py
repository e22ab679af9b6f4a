"""Records: one text field of JSONL, CSV, TSV and Parquet files cleaned, by many workers, resumable.

A run reads shards in order, cuts them into batches, has workers clean the batches, and appends the results in
order: the output does not depend on the number of workers. See docs/scale.md.
"""
