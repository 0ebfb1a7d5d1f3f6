package campaignflows.platform.expression.code;

import campaignflows.platform.expression.runtime.Evaluation;
import campaignflows.platform.expression.runtime.PyNone;
import org.jspecify.annotations.Nullable;

/** The variables of one call of a function or one run of a comprehension, within those around it. */
final class Frame {
    final Evaluation run;
    final @Nullable Object[] slots;
    final @Nullable Frame parent;
    private Object result = PyNone.NONE;

    Frame(Evaluation run, int size, @Nullable Frame parent) {
        this.run = run;
        this.slots = new @Nullable Object[size];
        this.parent = parent;
    }

    /** The frame that many scopes further out. */
    Frame out(int depth) {
        Frame frame = this;
        for (int i = 0; i < depth; i++) {
            Frame parentFrame = frame.parent;
            if (parentFrame == null) {
                throw new IllegalStateException("Expected a scope around this one, but there is none");
            }
            frame = parentFrame;
        }
        return frame;
    }

    void returns(Object value) {
        result = value;
    }

    Object result() {
        return result;
    }
}
