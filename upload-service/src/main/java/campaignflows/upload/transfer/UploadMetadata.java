package campaignflows.upload.transfer;

import campaignflows.platform.web.problem.ProblemException;
import campaignflows.upload.lifecycle.FileNames;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the sender says about a file in the header Upload-Metadata: keys with values in Base64, separated by commas. Only the
 * file's name means something here; all of it is given back as it came.
 *
 * @param header   as it came; null if there is nothing in it
 * @param filename null if none is named
 */
record UploadMetadata(@Nullable String header, @Nullable String filename) {
    private static final int MAX_CHARACTERS = 4_000;
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x2b\\x2d-\\x7e]+");

    /**
     * Reads the header.
     *
     * @throws ProblemException 400 if it is not of that form
     */
    static UploadMetadata parse(@Nullable String header) {
        String text = header == null ? "" : header.strip();
        if (text.isEmpty()) {
            return new UploadMetadata(null, null);
        }
        if (text.length() > MAX_CHARACTERS) {
            throw malformed("Expected at most %d characters".formatted(MAX_CHARACTERS));
        }
        Map<String, byte[]> values = new LinkedHashMap<>();
        for (String pair : text.split(",", -1)) {
            String[] parts = pair.strip().split(" +");
            if (parts.length > 2 || !KEY.matcher(parts[0]).matches()) {
                throw malformed("Expected pairs of a key and a value in Base64, separated by commas");
            }
            if (values.put(parts[0], parts.length == 2 ? decoded(parts[1]) : new byte[0]) != null) {
                throw malformed("Expected each key once, but %s occurs twice".formatted(parts[0]));
            }
        }
        return new UploadMetadata(
                text,
                Optional.ofNullable(values.get("filename"))
                        .or(() -> Optional.ofNullable(values.get("name")))
                        .map(UploadMetadata::text)
                        .flatMap(FileNames::shown)
                        .orElse(null));
    }

    private static byte[] decoded(String value) {
        try {
            return Base64.getDecoder().decode(value);
        } catch (IllegalArgumentException e) {
            throw malformed("Expected the values in Base64");
        }
    }

    private static String text(byte[] value) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(value))
                    .toString();
        } catch (CharacterCodingException e) {
            throw malformed("Expected the file's name in UTF-8");
        }
    }

    private static ProblemException malformed(String message) {
        return ProblemException.malformed("Upload-Metadata: " + message);
    }
}
