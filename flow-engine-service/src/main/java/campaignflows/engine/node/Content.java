package campaignflows.engine.node;

import campaignflows.engine.value.InvalidSettingException;
import campaignflows.engine.value.OperandCompiler;
import campaignflows.engine.value.Properties;
import campaignflows.engine.value.ReadableTexts;
import campaignflows.engine.value.TextOperand;
import campaignflows.engine.value.WalkView;
import campaignflows.platform.contracts.flow.MessageTemplate;
import campaignflows.platform.contracts.flow.NodeSettings;
import campaignflows.platform.contracts.message.MessageContent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a message agent sends: the templates of an email or a chat message, or a WhatsApp template and its variables. */
sealed interface Content {
    /** The maximum length of a filled template, in characters. */
    int MAX_LENGTH = 1024 * 1024;

    /**
     * The templates filled.
     *
     * @param problems receives each value that could not be determined; its place stays empty
     * @throws MessageTemplate.TooLongException if one is longer than {@link #MAX_LENGTH}
     */
    MessageContent fill(WalkView walk, Consumer<String> problems);

    record Text(@Nullable MessageTemplate subject, @Nullable MessageTemplate body, Properties properties)
            implements Content {
        private static final Pattern LINE_BREAKS = Pattern.compile("\\R+");

        static Content compile(NodeSettings.Communication settings, OperandCompiler operands) {
            return new Text(
                    template(settings.subject(), "Subject"), template(settings.body(), "Body"), operands.properties());
        }

        /** Of Telegram, of WhatsApp without a template, and what is said in a call: none of them has a subject. */
        static Content textOnly(NodeSettings.Communication settings, OperandCompiler operands) {
            return new Text(null, template(settings.body(), "Text"), operands.properties());
        }

        @Override
        public MessageContent fill(WalkView walk, Consumer<String> problems) {
            if (subject == null && body == null) {
                return MessageContent.NONE;
            }
            var texts = ReadableTexts.of(properties, walk);
            // A value with a line break must not start another header of the mail.
            String line = subject == null
                    ? null
                    : LINE_BREAKS.matcher(subject.render(texts, MAX_LENGTH)).replaceAll(" ");
            return new MessageContent(line, body == null ? null : body.render(texts, MAX_LENGTH), null);
        }

        private static @Nullable MessageTemplate template(@Nullable String text, String setting) {
            if (text == null || text.isBlank()) {
                return null;
            }
            try {
                return MessageTemplate.compile(text);
            } catch (MessageTemplate.InvalidTemplateException e) {
                throw new InvalidSettingException(setting + ": " + e.getMessage());
            }
        }
    }

    /** Without its name or language it is free text: validation sees to it that who needs one of the two has it. */
    record WhatsApp(String name, String language, List<TextOperand> variables) implements Content {
        static Content compile(NodeSettings.Communication settings, OperandCompiler operands) {
            NodeSettings.Template template = settings.template();
            if (template == null) {
                return Text.textOnly(settings, operands);
            }
            String name = template.name();
            String language = template.language();
            if (name == null || name.isBlank() || language == null || language.isBlank()) {
                return Text.textOnly(settings, operands);
            }
            return new WhatsApp(
                    name,
                    language,
                    template.variables() == null
                            ? List.of()
                            : template.variables().stream()
                                    .map(variable -> operands.forMessage(variable, "Variable"))
                                    .toList());
        }

        @Override
        public MessageContent fill(WalkView walk, Consumer<String> problems) {
            List<String> texts = new ArrayList<>();
            for (TextOperand variable : variables) {
                String place = "Variable %d was left empty: ".formatted(texts.size() + 1);
                texts.add(orEmpty(variable.readable(walk, problem -> problems.accept(place + problem))));
            }
            return new MessageContent(null, null, new MessageContent.ApprovedTemplate(name, language, texts));
        }

        private static String orEmpty(@Nullable String text) {
            return text == null ? "" : text;
        }
    }
}
