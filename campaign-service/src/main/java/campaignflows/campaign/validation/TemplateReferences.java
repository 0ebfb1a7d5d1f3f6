package campaignflows.campaign.validation;

import campaignflows.platform.contracts.flow.MessageTemplate;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The properties that a template refers to. One that does not exist would silently leave a gap in every message. */
final class TemplateReferences {
    private static final Pattern TAG =
            Pattern.compile("\\{\\{[{&#^]?\\s*((?:customer|participant|communication)\\.[^\\s{}]+)\\s*}}");

    private TemplateReferences() {}

    /** Every {@code level.name} in the template, in order, once; as far as one that is not well-formed can be read. */
    static Set<String> of(@Nullable String template) {
        if (template == null) {
            return Set.of();
        }
        try {
            return MessageTemplate.compile(template).variables();
        } catch (MessageTemplate.InvalidTemplateException e) {
            return found(template);
        }
    }

    private static Set<String> found(String template) {
        Set<String> references = new LinkedHashSet<>();
        Matcher tag = TAG.matcher(template);
        while (tag.find()) {
            references.add(tag.group(1));
        }
        return references;
    }
}
