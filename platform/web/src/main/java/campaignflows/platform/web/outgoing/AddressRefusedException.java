package campaignflows.platform.web.outgoing;

import java.io.IOException;

/** An address that this installation may not connect to. The message is for the operator's log, not for tenants. */
public final class AddressRefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    AddressRefusedException(String message) {
        super(message);
    }
}
