package campaignflows.communication.inbound;

import campaignflows.platform.web.problem.ProblemException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Reads bodies of webhooks, only so many at a time, so that memory has a bound whoever calls. */
@Singleton
public final class InboundBodies {
    private static final int AT_ONCE = 16;
    private static final int WAIT_SECONDS = 10;
    private static final int CHUNK = 16 * 1024;

    private final Semaphore places = new Semaphore(AT_ONCE, true);

    /** What is done with a body while it counts. */
    public interface Use<R> {
        R apply(byte[] body);
    }

    /** @throws ProblemException 413 if there is more than allowed, 503 if too many others are being read */
    public <R> R with(InputStream body, int maxBytes, Use<R> use) {
        boolean taken = false;
        try {
            taken = places.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS);
            if (!taken) {
                throw ProblemException.unavailable("Too many messages come in at once: try again");
            }
            byte[] bytes = body.readNBytes(maxBytes + 1);
            if (bytes.length > maxBytes) {
                throw ProblemException.tooLarge("The body may have at most %d bytes".formatted(maxBytes));
            }
            return use.apply(bytes);
        } catch (IOException e) {
            throw ProblemException.malformed("The body broke off");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ProblemException.unavailable("The service is stopping: try again");
        } finally {
            if (taken) {
                places.release();
            }
        }
    }

    /** Reads a body to its end for nothing, so that its connection goes on to be of use. */
    public static void discard(InputStream body, int maxBytes) {
        byte[] chunk = new byte[CHUNK];
        try {
            int left = maxBytes;
            int read = 0;
            while (left > 0 && read >= 0) {
                left -= read;
                read = body.read(chunk);
            }
        } catch (IOException e) {
            // Whoever broke off wants no answer.
            return;
        }
    }
}
