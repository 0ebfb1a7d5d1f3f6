package campaignflows.platform.contracts.flow;

import com.samskivert.mustache.BasicCollector;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import java.io.StringWriter;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A text with {@code {{ participant.due_date }}} in it, in the Mustache language: values by level and name, sections and
 * inverted sections of them; no code, no includes, and no access to anything else in the host. A value that is not set is
 * rendered as nothing.
 */
public final class MessageTemplate {
    public static final int MAX_LENGTH = 100_000;

    private static final Mustache.Compiler COMPILER = Mustache.compiler()
            .escapeHTML(false)
            .defaultValue("")
            .strictSections(false)
            .withCollector(new OfMaps());
    private static final Pattern NAME = Pattern.compile("(?:customer|participant|communication)\\.[a-z0-9_]+");
    private static final Pattern OTHER_DELIMITERS = Pattern.compile("\\{\\{\\s*=");

    private final Template template;
    private final Set<String> variables;

    private MessageTemplate(Template template) {
        this.template = template;
        Check check = new Check();
        template.visit(check);
        this.variables = Collections.unmodifiableSet(check.variables);
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
        if (OTHER_DELIMITERS.matcher(text).find()) {
            throw new InvalidTemplateException(
                    "The template is not well-formed: it cannot have other delimiters than {{ and }}");
        }
        try {
            return new MessageTemplate(COMPILER.compile(text));
        } catch (IndexOutOfBoundsException e) {
            throw new InvalidTemplateException("The template is not well-formed: nothing stands between {{ and }}");
        } catch (MustacheException | IllegalArgumentException e) {
            throw new InvalidTemplateException("The template is not well-formed: " + e.getMessage());
        }
    }

    /** The names that the template uses, in order, sections included, such as {@code participant.due_date}. */
    public Set<String> variables() {
        return variables;
    }

    /**
     * Fills the template.
     *
     * @param values texts by level ({@code customer}, {@code participant}, {@code communication}) and field name; booleans
     *     as {@link Boolean}, so that a section of a false one is left out
     */
    public String render(Map<String, ? extends Map<String, ? extends @Nullable Object>> values) {
        return template.execute(values);
    }

    /** Finds values in maps by their key, and nowhere else: the library would call the methods of any object. */
    private static final class OfMaps extends BasicCollector {
        @Override
        public Mustache.@Nullable VariableFetcher createFetcher(Object context, String name) {
            return context instanceof Map ? super.createFetcher(context, name) : null;
        }

        @Override
        public <K, V> Map<K, V> createFetcherCache() {
            return new ConcurrentHashMap<>();
        }
    }

    /** Collects the names and refuses what people cannot have meant: a tag that is never closed, an include. */
    private static final class Check implements Mustache.Visitor {
        private final Set<String> variables = new LinkedHashSet<>();
        private int sections;

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
            boolean ofSection = sections > 0 && (name.equals(".") || name.equals("this"));
            if (!ofSection) {
                refer(name);
            }
        }

        private void refer(String name) {
            if (!NAME.matcher(name).matches()) {
                throw new InvalidTemplateException(
                        "The template is not well-formed: {{ %s }} names no field: write customer., participant. or communication. and the field's name, as in {{ customer.name }}"
                                .formatted(name));
            }
            variables.add(name);
        }

        @Override
        public boolean visitInclude(String name) {
            throw new InvalidTemplateException(
                    "The template is not well-formed: it cannot include another one ({{> " + name + "}})");
        }

        @Override
        public boolean visitParent(String name) {
            return visitInclude(name);
        }

        @Override
        public boolean visitBlock(String name) {
            return visitInclude(name);
        }

        /** The library reports where a section begins but not where it ends. */
        @Override
        public boolean visitSection(String name) {
            refer(name);
            sections++;
            return true;
        }

        @Override
        public boolean visitInvertedSection(String name) {
            return visitSection(name);
        }
    }

    /**
     * Fills the template like {@link #render(Map)}, up to a bound.
     *
     * @param maxLength in characters
     * @throws TooLongException if the text would be longer; it is never built in full
     */
    public String render(Map<String, ? extends Map<String, ? extends @Nullable Object>> values, int maxLength) {
        BoundedText text = new BoundedText(maxLength);
        template.execute(values, text);
        return text.toString();
    }

    /** A filled template that would be longer than allowed. */
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
