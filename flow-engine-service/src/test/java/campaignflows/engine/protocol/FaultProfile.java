package campaignflows.engine.protocol;

/** What goes wrong, how often, and until when: in the end everything is well, so that what is to happen can happen. */
final class FaultProfile {

    /** What becomes of a request and its answer. */
    enum Answer {
        NONE,
        /** The request never arrives. */
        LOST,
        /** The request takes effect, but its response is lost. */
        ANSWER_LOST,
        /** The request takes effect some time after who sent it gave up. */
        LATE
    }

    private static final Answer[] FAILURES = {Answer.LOST, Answer.ANSWER_LOST, Answer.LATE};

    private final Schedule schedule;
    private final int oneIn;
    private int left;

    /**
     * @param faults how many things go wrong at most
     * @param oneIn of so many occasions
     */
    FaultProfile(Schedule schedule, int faults, int oneIn) {
        this.schedule = schedule;
        this.left = faults;
        this.oneIn = oneIn;
    }

    boolean isOver() {
        return left <= 0;
    }

    /** Whether it strikes now. */
    boolean strikes() {
        return strikes(1);
    }

    /** As {@link #strikes()}, so many times less often. */
    boolean strikes(int rarer) {
        if (left > 0 && schedule.oneIn(oneIn * rarer)) {
            left--;
            return true;
        }
        return false;
    }

    Answer answer() {
        return strikes() ? FAILURES[schedule.below(FAILURES.length)] : Answer.NONE;
    }
}
