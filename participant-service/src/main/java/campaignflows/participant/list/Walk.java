package campaignflows.participant.list;

import campaignflows.participant.paging.Conditions;

/**
 * How rows are met in the order that is asked for: which index is walked, and which filters it fulfils by itself.
 *
 * @param table the table whose index is walked, with its alias
 * @param id    its column that holds the participant's id
 * @param key   its expression for the sort key
 */
record Walk(Kind kind, String table, String id, String key, Conditions range) {
    enum Kind {
        PARTICIPANTS,
        PROGRESS_BY_COUNT,
        PROGRESS_BY_STATUS,
        UPLOAD
    }

    static Walk of(ListQuery query) {
        ListFilters filters = query.filters();
        Matching matching = new Matching(query);
        SortKey key = query.order().key();
        if (key == SortKey.COMMUNICATIONS_COUNT) {
            Conditions campaign = new Conditions().add("g.campaign_id = :campaign", "campaign", query.campaignId());
            return new Walk(
                    Kind.PROGRESS_BY_COUNT,
                    "participant_progress g",
                    "g.participant_id",
                    "g.communications_count",
                    campaign);
        }
        if (key == SortKey.CREATED_AT && filters.uploadId().isPresent()) {
            Conditions upload = new Conditions()
                    .add("u.upload_id = :upload", "upload", filters.uploadId().get());
            matching.addCreated(upload, "u.participant_id");
            return new Walk(Kind.UPLOAD, "participant_uploads u", "u.participant_id", key.column(), upload);
        }
        if (key == SortKey.CREATED_AT && filters.status().isPresent()) {
            Conditions status = new Conditions()
                    .add("g.campaign_id = :campaign", "campaign", query.campaignId())
                    .add("g.status = :status", "status", filters.status().get().ordinal());
            matching.addCreated(status, "g.participant_id");
            return new Walk(
                    Kind.PROGRESS_BY_STATUS, "participant_progress g", "g.participant_id", key.column(), status);
        }
        Conditions campaign = new Conditions().add("p.campaign_id = :campaign", "campaign", query.campaignId());
        if (key == SortKey.CREATED_AT) {
            matching.addCreated(campaign, "p.id");
        }
        return new Walk(Kind.PARTICIPANTS, "participants p", "p.id", key.column(), campaign);
    }

    boolean isOfParticipants() {
        return kind == Kind.PARTICIPANTS;
    }

    boolean isByUpload() {
        return kind == Kind.UPLOAD;
    }

    boolean isByStatus() {
        return kind == Kind.PROGRESS_BY_STATUS;
    }

    /** Whether the walk keeps to the range of creation by itself. */
    boolean isById() {
        return key.equals(SortKey.CREATED_AT.column());
    }

    /** Whether it may meet participants that were removed: what an upload did is remembered beyond. */
    boolean meetsRemoved() {
        return isByUpload();
    }
}
