package campaignflows.participant.list;

import campaignflows.participant.enrollment.ParticipantStatus;
import campaignflows.participant.paging.Conditions;
import campaignflows.participant.paging.SearchNeedle;

/**
 * How rows are read in the requested order: which index is scanned, and which filters it fulfils by itself.
 *
 * @param table the table whose index is scanned, with its alias
 * @param id    its column that holds the participant's id
 * @param key   its expression for the sort key
 * @param kept  which of the index's entries, {@code w}, are worth reading the rows of
 */
record ScanPlan(Kind kind, String table, String id, String key, Conditions range, String kept) {
    private static final String ALL = "true";

    enum Kind {
        PARTICIPANTS,
        PARTICIPANTS_BY_OWN_KEY,
        PROGRESS_BY_COUNT,
        PROGRESS_BY_STATUS,
        UPLOAD
    }

    static ScanPlan of(ListQuery query) {
        ListFilters filters = query.filters();
        FilterConditions conditions = new FilterConditions(query);
        SortKey key = query.order().key();
        if (key == SortKey.COMMUNICATIONS_COUNT) {
            Conditions campaign = new Conditions().add("g.campaign_id = :campaign", "campaign", query.campaignId());
            if (filters.status().filter(ParticipantStatus.PENDING::equals).isPresent()) {
                campaign.add("g.communications_count = 0");
            }
            return new ScanPlan(
                    Kind.PROGRESS_BY_COUNT,
                    "participant_progress g",
                    "g.participant_id",
                    "g.communications_count",
                    campaign,
                    ALL);
        }
        if (key == SortKey.CREATED_AT && filters.uploadId().isPresent()) {
            Conditions upload = new Conditions()
                    .add("u.upload_id = :upload", "upload", filters.uploadId().get());
            conditions.addCreated(upload, "u.participant_id");
            return new ScanPlan(Kind.UPLOAD, "participant_uploads u", "u.participant_id", key.column(), upload, ALL);
        }
        if (key == SortKey.CREATED_AT && filters.status().isPresent()) {
            Conditions status = new Conditions()
                    .add("g.campaign_id = :campaign", "campaign", query.campaignId())
                    .add("g.status = :status", "status", filters.status().get().ordinal());
            conditions.addCreated(status, "g.participant_id");
            return new ScanPlan(
                    Kind.PROGRESS_BY_STATUS, "participant_progress g", "g.participant_id", key.column(), status, ALL);
        }
        if (filtersBy(key, filters)) {
            String column = key.column().replace("p.", "o.");
            return new ScanPlan(
                    Kind.PARTICIPANTS_BY_OWN_KEY,
                    "participants o",
                    "o.id",
                    column,
                    new Conditions().add("o.campaign_id = :campaign", "campaign", query.campaignId()),
                    "w.sort_key like :" + key.wireName());
        }
        Conditions campaign = new Conditions().add("p.campaign_id = :campaign", "campaign", query.campaignId());
        if (key == SortKey.CREATED_AT) {
            conditions.addCreated(campaign, "p.id");
        }
        return new ScanPlan(Kind.PARTICIPANTS, "participants p", "p.id", key.column(), campaign, ALL);
    }

    /** Whether the sort key is filtered by as well: then the index itself shows which entries match. */
    private static boolean filtersBy(SortKey key, ListFilters filters) {
        return switch (key) {
            case NAME -> filters.name().filter(FilterConditions::isSearchable).isPresent();
            case EMAIL -> filters.email().filter(FilterConditions::isSearchable).isPresent();
            case PHONE ->
                filters.phone()
                        .filter(text -> !SearchNeedle.digits(text).isEmpty())
                        .isPresent();
            case CREATED_AT, EXTERNAL_ID, COMMUNICATIONS_COUNT -> false;
        };
    }

    /** Rows that are read in the order of their creation lie close together. */
    boolean readsInPlace() {
        return kind == Kind.PARTICIPANTS && isById() || kind == Kind.PARTICIPANTS_BY_OWN_KEY;
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

    /** Whether the scan keeps to the range of creation by itself. */
    boolean isById() {
        return key.equals(SortKey.CREATED_AT.column());
    }

    /** Whether it may come across removed participants: what an upload did is kept beyond their removal. */
    boolean meetsRemoved() {
        return isByUpload();
    }
}
