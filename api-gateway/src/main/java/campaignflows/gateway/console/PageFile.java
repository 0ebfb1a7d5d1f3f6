package campaignflows.gateway.console;

import campaignflows.platform.values.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/**
 * One file of the page as it is sent.
 *
 * @param zipped the same bytes compressed; empty where that gains nothing
 * @param immutable whether its name holds a hash of its content, so that a browser need never ask again
 */
record PageFile(byte[] bytes, byte[] zipped, String type, String tag, boolean immutable) {
    private static final int WORTH_ZIPPING = 1_000;
    private static final String OTHER = "application/octet-stream";
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("json", "application/json"),
            Map.entry("webmanifest", "application/manifest+json"),
            Map.entry("map", "application/json"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("txt", "text/plain; charset=utf-8"),
            Map.entry("csv", "text/csv; charset=utf-8"),
            Map.entry("png", "image/png"),
            Map.entry("webp", "image/webp"),
            Map.entry("jpg", "image/jpeg"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("woff2", "font/woff2"),
            Map.entry("woff", "font/woff"),
            Map.entry("wasm", "application/wasm"));

    static PageFile of(String path, byte[] bytes) {
        String extension = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        String type = TYPES.getOrDefault(extension, OTHER);
        boolean text = type.startsWith("text/") || type.contains("json") || type.contains("svg");
        byte[] zipped = text && bytes.length >= WORTH_ZIPPING ? zip(bytes) : new byte[0];
        return new PageFile(bytes, zipped, type, tag(bytes), path.startsWith("/assets/"));
    }

    String cacheControl() {
        return immutable ? "public, max-age=31536000, immutable" : "no-cache";
    }

    private static byte[] zip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length / 3);
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("Expected memory to take what is written", e);
        }
        return out.toByteArray();
    }

    private static String tag(byte[] bytes) {
        return '"' + HexFormat.of().formatHex(Sha256.of(bytes), 0, 12) + '"';
    }
}
