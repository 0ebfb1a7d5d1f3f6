package campaignflows.participant.personaldata;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.List;

/**
 * All that is kept about a person, in sections that are read while they are written: there may be years of messages.
 *
 * @param sections in their order
 */
record PersonalData(List<Section> sections) {
    /**
     * One kind of what is kept.
     *
     * @param name  in snake_case
     * @param items read once, in order
     */
    record Section(String name, Iterator<JsonNode> items) {}
}
