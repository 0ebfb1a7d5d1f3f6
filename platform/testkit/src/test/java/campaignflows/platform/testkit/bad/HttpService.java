package campaignflows.platform.testkit.bad;

import jakarta.ws.rs.NotFoundException;

final class HttpService {
    RuntimeException missing() {
        return new NotFoundException();
    }
}
