package campaignflows.platform.contracts.flow;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A text with {@code {{ participant.due_date }}} in it, in the Mustache language: no code, no includes. A value that is
 * not set leaves nothing behind.
 */
public final class MessageTemplate {
    public static final int MAX_LENGTH = 100_000;

    private static final Mustache.Compiler COMPILER = Mustache.compiler()
            .escapeHTML(false)
            .defaultValue("")
            .strictSections(false)
            .withLoader(name -> {
                throw new IllegalArgumentException("A template cannot include another one: " + name);
            });

    private final Template template;

    private MessageTemplate(Template template) {
        this.template = template;
    }

    /**
     * Compiles a template.
     *
     * @throws InvalidTemplateException if it is not well-formed; the message says where
     */
    public static MessageTemplate compile(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new InvalidTemplateException(
                    "The template has " + text.length() + " characters; at most " + MAX_LENGTH + " are allowed");
        }
        try {
            return new MessageTemplate(COMPILER.compile(text));
        } catch (MustacheException | IllegalArgumentException e) {
            throw new InvalidTemplateException("The template is not well-formed: " + e.getMessage());
        }
    }

    /**
     * Fills the template.
     *
     * @param values texts by level ({@code customer}, {@code participant}, {@code communication}) and field name
     */
    public String render(Map<String, Map<String, @Nullable String>> values) {
        return template.execute(values);
    }

    /** A template that cannot be compiled; the message is for the person who wrote it. */
    public static final class InvalidTemplateException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        InvalidTemplateException(String message) {
            super(message);
        }
    }
}
