package campaignflows.platform.contracts.flow;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import java.io.StringWriter;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A text with {@code {{ participant.due_date }}} in it, in the Mustache language: no code, no includes. A value that is
 * not set leaves nothing behind.
 */
public final class MessageTemplate {
    public static final int MAX_LENGTH = 100_000;

    private static final Mustache.Compiler COMPILER =
            Mustache.compiler().escapeHTML(false).defaultValue("").strictSections(false);

    private final Template template;
    private final Set<String> variables;

    private MessageTemplate(Template template) {
        this.template = template;
        Check check = new Check();
        template.visit(check);
        this.variables = Set.copyOf(check.variables);
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

    /** The names that the template asks for, sections included, such as {@code participant.due_date}. */
    public Set<String> variables() {
        return variables;
    }

    /**
     * Fills the template.
     *
     * @param values texts by level ({@code customer}, {@code participant}, {@code communication}) and field name
     */
    public String render(Map<String, Map<String, @Nullable String>> values) {
        return template.execute(values);
    }

    /** Collects the names and refuses what people surely did not mean: a tag that is never closed, an include. */
    private static final class Check implements Mustache.Visitor {
        private final Set<String> variables = new LinkedHashSet<>();

        @Override
        public void visitText(String text) {
            int open = text.indexOf("{{");
            if (open >= 0) {
                String rest = text.substring(open);
                throw new InvalidTemplateException("The template is not well-formed: \""
                        + rest.substring(0, Math.min(rest.length(), 40)) + "\" is never closed with }}");
            }
        }

        @Override
        public void visitVariable(String name) {
            variables.add(name);
        }

        @Override
        public boolean visitInclude(String name) {
            throw new InvalidTemplateException(
                    "The template is not well-formed: it cannot include another one ({{> " + name + "}})");
        }

        @Override
        public boolean visitSection(String name) {
            variables.add(name);
            return true;
        }

        @Override
        public boolean visitInvertedSection(String name) {
            return visitSection(name);
        }
    }

    /**
     * Fills the template as {@link #render(Map)} does, up to a bound.
     *
     * @param maxLength in characters
     * @throws TooLongException if the text would be longer; it is never made in full
     */
    public String render(Map<String, Map<String, @Nullable String>> values, int maxLength) {
        BoundedText text = new BoundedText(maxLength);
        template.execute(values, text);
        return text.toString();
    }

    /** A filled template that would be longer than it may be. */
    public static final class TooLongException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooLongException(int maxLength) {
            super("The filled template is longer than " + maxLength + " characters");
        }
    }

    /** Refuses to grow beyond its bound: a short template with long values could fill the memory. */
    private static final class BoundedText extends StringWriter {
        private final int maxLength;

        private BoundedText(int maxLength) {
            this.maxLength = maxLength;
        }

        @Override
        public void write(int character) {
            require(1);
            super.write(character);
        }

        @Override
        public void write(char[] characters, int offset, int length) {
            require(length);
            super.write(characters, offset, length);
        }

        @Override
        public void write(String text) {
            require(text.length());
            super.write(text);
        }

        @Override
        public void write(String text, int offset, int length) {
            require(length);
            super.write(text, offset, length);
        }

        private void require(int more) {
            if (getBuffer().length() + more > maxLength) {
                throw new TooLongException(maxLength);
            }
        }
    }

    /** A template that cannot be compiled; the message is for the person who wrote it. */
    public static final class InvalidTemplateException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        InvalidTemplateException(String message) {
            super(message);
        }
    }
}
