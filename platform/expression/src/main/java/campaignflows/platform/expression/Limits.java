package campaignflows.platform.expression;

import java.time.Duration;

/**
 * What one evaluation may use. Steps and bytes are counted, so the same code with the same values ends the same way
 * everywhere; the time is only the last resort.
 *
 * @param steps parts of the code evaluated, and items touched by built-ins
 * @param bytes made in all, whether still in use or not
 * @param depth of calls inside calls, weighed by the depth of the functions' code
 * @param time  on the clock
 */
public record Limits(long steps, long bytes, int depth, Duration time) {
    public static final Limits EXPRESSION = new Limits(1_000_000, 16L << 20, 2_500, Duration.ofMillis(500));
    /** Of code that is evaluated for sample values while somebody types it. */
    public static final Limits SAMPLE = new Limits(200_000, 4L << 20, 2_500, Duration.ofMillis(100));

    public static final Limits SCRIPT = new Limits(5_000_000, 32L << 20, 2_500, Duration.ofSeconds(2));
}
