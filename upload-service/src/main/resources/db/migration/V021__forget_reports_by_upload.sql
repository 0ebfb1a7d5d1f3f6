-- Failed rows are forgotten upload by upload, by the time when it ended; their own time is asked for no more.
drop index failed_rows_created;
