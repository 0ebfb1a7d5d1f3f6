package campaignflows.upload;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An {@link ObjectStorageServer} for the tests of this service. */
public final class ObjectStorage implements QuarkusTestResourceLifecycleManager {
    private static @Nullable LongSupplier objects;

    private @Nullable AutoCloseable server;

    @Override
    @SuppressWarnings("unchecked")
    public Map<String, String> start() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        ClassLoader own = new URLClassLoader(classpath(), ClassLoader.getPlatformClassLoader());
        thread.setContextClassLoader(own);
        try {
            Object started = own.loadClass(ObjectStorageServer.class.getName())
                    .getConstructor()
                    .newInstance();
            server = (AutoCloseable) started;
            objects = (LongSupplier) started;
            Map<String, String> config = new HashMap<>(((Supplier<Map<String, String>>) started).get());
            config.put("campaignflows.upload.storage", "s3");
            config.put("campaignflows.upload.s3.segment-bytes", "1048576");
            return config;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("The object storage does not start", e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** All but the older copy of a library that something else of the tests brings along. */
    private static URL[] classpath() {
        List<URL> urls = new ArrayList<>();
        String all = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        for (String entry : all.split(File.pathSeparator)) {
            if (entry.endsWith("-classes.jar")) {
                continue;
            }
            try {
                urls.add(Path.of(entry).toUri().toURL());
            } catch (MalformedURLException e) {
                throw new IllegalStateException(e);
            }
        }
        return urls.toArray(URL[]::new);
    }

    @Override
    public void stop() {
        if (server != null) {
            try {
                server.close();
            } catch (Exception e) {
                throw new IllegalStateException("The object storage does not stop", e);
            }
        }
    }

    /** How many objects are stored. */
    public static long objects() {
        if (objects == null) {
            throw new IllegalStateException("Expected a started object storage");
        }
        return objects.getAsLong();
    }
}
