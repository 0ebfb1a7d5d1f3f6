package campaignflows.upload.lifecycle;

import campaignflows.platform.values.ShownText;
import campaignflows.platform.values.Texts;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The name under which a file is shown: the last part of the path that was sent, without characters that could make it look like
 * another name or write where they should not (control characters, line ends, those that change the direction of writing).
 */
public final class FileNames {
    /** Most characters that are kept. */
    static final int MAX_LENGTH = 200;

    /** Joiners are spelling in some scripts and emoji; every other format character is only good for deceiving. */
    private static final Set<Integer> JOINERS = Set.of(0x200C, 0x200D);

    private static final int MAX_EXTENSION = 20;

    private FileNames() {}

    /** The name; empty if nothing that anybody can see is left of it. */
    public static Optional<String> shown(@Nullable String given) {
        if (given == null) {
            return Optional.empty();
        }
        StringBuilder kept = new StringBuilder();
        given.codePoints().filter(FileNames::isKept).forEach(kept::appendCodePoint);
        String path = Texts.normalized(kept.toString());
        String name = Texts.normalized(path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1));
        return Texts.isBlank(name) || name.equals(".") || name.equals("..")
                ? Optional.empty()
                : Optional.of(shortened(name));
    }

    private static boolean isKept(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.FORMAT -> JOINERS.contains(codePoint);
            default -> true;
        };
    }

    /** Cut in the middle, so that the extension stays. */
    private static String shortened(String name) {
        int length = name.codePointCount(0, name.length());
        if (length <= MAX_LENGTH) {
            return name;
        }
        int dot = name.lastIndexOf('.');
        String extension = dot > 0 && name.length() - dot <= MAX_EXTENSION ? name.substring(dot) : "";
        int most = MAX_LENGTH - 1 - extension.codePointCount(0, extension.length());
        return ShownText.shortened(name, most) + extension;
    }
}
