package campaignflows.platform.web.problem;

import jakarta.validation.ElementKind;
import jakarta.validation.Path;

/** Translates the path of a violation into the caller's terms: without our method and parameter, in snake_case. */
final class FieldPaths {
    private FieldPaths() {}

    static String of(Path path) {
        StringBuilder text = new StringBuilder();
        String parameter = "";
        for (Path.Node node : path) {
            if (node.getIndex() != null) {
                text.append('[').append(node.getIndex()).append(']');
            }
            if (node.getKind() == ElementKind.PARAMETER) {
                parameter = snakeCase(node.getName());
            } else if (node.getKind() == ElementKind.PROPERTY) {
                text.append(text.isEmpty() ? "" : ".").append(snakeCase(node.getName()));
            }
        }
        return text.isEmpty() ? parameter : text.toString();
    }

    static String snakeCase(String name) {
        StringBuilder text = new StringBuilder(name.length() + 4);
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (Character.isUpperCase(c)) {
                text.append(i == 0 ? "" : "_").append(Character.toLowerCase(c));
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }
}
