package campaignflows.participant.list;

import campaignflows.participant.enrollment.ParticipantStatus;
import campaignflows.participant.paging.Conditions;
import campaignflows.participant.paging.SearchNeedle;
import campaignflows.participant.profile.Grams;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The filters as SQL conditions, in each form that the list's statements need. */
final class FilterConditions {
    private final ListQuery query;

    FilterConditions(ListQuery query) {
        this.query = query;
    }

    /** All of them except those that the scan fulfils by itself, for the alias {@code p} of participants. */
    Conditions ofParticipant(ScanPlan plan) {
        ListFilters filters = query.filters();
        Conditions all = new Conditions();
        addContained(all);
        if (!plan.isByUpload()) {
            filters.uploadId()
                    .ifPresent(upload -> all.add(
                            "exists (select from participant_uploads u where u.upload_id = :upload and u.participant_id ="
                                    + " p.id)",
                            "upload",
                            upload));
        }
        if (!plan.isByStatus()) {
            filters.status().ifPresent(status -> all.add(condition(status)));
        }
        if (!plan.isById()) {
            addCreated(all, "p.id");
        }
        return all;
    }

    /** The range of creation, for a column that holds the participant's id. */
    void addCreated(Conditions conditions, String id) {
        ListFilters filters = query.filters();
        filters.createdFrom()
                .ifPresent(time -> conditions.add(id + " >= :created_from", "created_from", firstId(time)));
        filters.createdTo().ifPresent(time -> conditions.add(id + " < :created_to", "created_to", firstId(time)));
    }

    private void addContained(Conditions all) {
        ListFilters filters = query.filters();
        filters.name().ifPresent(text -> addContained(all, "name_key", "name", SearchNeedle.folded(text)));
        filters.email().ifPresent(text -> addContained(all, "email_key", "email", SearchNeedle.folded(text)));
        filters.phone().ifPresent(text -> addContained(all, "phone_key", "phone", SearchNeedle.digits(text)));
    }

    /** A search text of which nothing is left matches nobody. */
    private static void addContained(Conditions all, String column, String name, String needle) {
        if (needle.isEmpty()) {
            all.add("false");
        } else {
            all.add("p." + column + " like :" + name, name, SearchNeedle.contains(needle));
        }
    }

    static boolean isSearchable(String text) {
        return !SearchNeedle.folded(text).isEmpty();
    }

    /** The trigrams of everything that must be contained; whoever contains it has them. Empty if all of it is too short. */
    int[] grams() {
        ListFilters filters = query.filters();
        List<String> needles = new ArrayList<>();
        filters.name().map(SearchNeedle::folded).ifPresent(needles::add);
        filters.email().map(SearchNeedle::folded).ifPresent(needles::add);
        filters.phone().map(SearchNeedle::digits).ifPresent(needles::add);
        return Grams.of(query.tenantId(), String.join("\n", needles));
    }

    /** The same rule as {@link ParticipantStatus#of}. */
    private static String condition(ParticipantStatus status) {
        return switch (status) {
            case PENDING -> "p.result is null and p.communications_count = 0";
            case ACTIVE -> "p.result is null and p.communications_count > 0 and p.open_communications > 0";
            case COMPLETED -> "(p.result is not null or (p.communications_count > 0 and p.open_communications = 0))";
        };
    }

    /** The smallest id of that time: participants are created in the order of their ids. */
    private static UUID firstId(Instant time) {
        long millis = Math.clamp(time.toEpochMilli(), 0, (1L << 48) - 1);
        // A time within a millisecond is rounded up, so that a bound excludes everything before it.
        long whole = time.getNano() % 1_000_000 == 0 ? millis : millis + 1;
        return new UUID(whole << 16, 0);
    }
}
