package campaignflows.bench;

/**
 * What was asked for on the command line.
 *
 * @param rows of the largest file
 * @param seed of the generator of the rows
 * @param keep whether the folder with the data and the logs stays
 */
record Options(int rows, long seed, boolean keep) {
    static final int LEAST_ROWS = 1_000;
    private static final int MOST_ROWS = 50_000_000;
    private static final Options DEFAULT = new Options(1_000_000, 20_260_101L, false);

    /** @throws UsageException with what is wrong */
    static Options parse(String... arguments) throws UsageException {
        if (arguments.length == 0 || !arguments[0].equals("import")) {
            throw new UsageException("Expected what to measure first: import");
        }
        Options options = DEFAULT;
        for (int i = 1; i < arguments.length; i++) {
            String[] parts = arguments[i].split("=", 2);
            if (parts[0].equals("--keep") && parts.length == 1) {
                options = new Options(options.rows, options.seed, true);
                continue;
            }
            if (!parts[0].equals("--rows") && !parts[0].equals("--seed")) {
                throw new UsageException("Unknown option: " + arguments[i]);
            }
            if (parts.length == 1 && ++i == arguments.length) {
                throw new UsageException("Expected a value after " + parts[0]);
            }
            long value = number(parts[0], parts.length == 2 ? parts[1] : arguments[i]);
            options = parts[0].equals("--rows")
                    ? new Options(rows(value), options.seed, options.keep)
                    : new Options(options.rows, value, options.keep);
        }
        return options;
    }

    private static long number(String option, String text) throws UsageException {
        try {
            return Long.parseLong(text.replace("_", ""));
        } catch (NumberFormatException e) {
            throw new UsageException("Expected a whole number after " + option + ", but it is \"" + text + "\"");
        }
    }

    private static int rows(long value) throws UsageException {
        if (value < LEAST_ROWS || value > MOST_ROWS) {
            throw new UsageException(
                    "Expected --rows from " + LEAST_ROWS + " to " + MOST_ROWS + ", but it is " + value);
        }
        return (int) value;
    }

    /** A command line that cannot be followed. */
    static final class UsageException extends Exception {
        private static final long serialVersionUID = 1L;

        UsageException(String message) {
            super(message);
        }
    }
}
