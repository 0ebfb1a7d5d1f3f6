package campaignflows.platform.expression.runtime;

/** Python's range, within 64 bits. */
public record PyRange(long start, long stop, long step) {
    public PyRange {
        if (step == 0) {
            throw PythonError.value("range() arg 3 must not be zero");
        }
    }

    /** How many numbers it has. */
    long size() {
        if (step > 0 ? start >= stop : start <= stop) {
            return 0;
        }
        long distance = step > 0 ? stop - start : start - stop;
        long stride = Math.abs(step);
        long last = Long.divideUnsigned(distance - 1, stride);
        if (last < 0 || last == Long.MAX_VALUE || stride < 0) {
            throw PythonError.of("OverflowError", "Python int too large to convert to C ssize_t");
        }
        return last + 1;
    }

    long at(long index) {
        return start + index * step;
    }
}
