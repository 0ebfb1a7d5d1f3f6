package campaignflows.gateway.proxy;

import campaignflows.platform.web.client.ServiceName;
import java.util.Set;

/**
 * What is done with requests of some methods on paths of one form.
 *
 * @param target the service that responds; the gateway itself for its own resources
 */
public record Route(Set<String> methods, PathTemplate path, ServiceName target, Access access, Body body) {
    public Route {
        methods = Set.copyOf(methods);
    }

    /** Who may pass; roles are the business of who responds. */
    public enum Access {
        /** Anyone. */
        PUBLIC,
        /** An API key or user token of a tenant. */
        MEMBER,
        /** The operator's key. */
        OPERATOR,
        /** Anyone, at a bounded rate: the service that responds knows by a signature who may. */
        SIGNED,
        /**
         * Anyone, at a bounded rate, to open a WebSocket: the service that responds knows by the page's origin and what the
         * browser says in it who may.
         */
        SOCKET,
        /** Another service, by an internal token. */
        SERVICE;

        /** Whether anybody may pass. */
        public boolean needsNoCredential() {
            return switch (this) {
                case PUBLIC, SIGNED, SOCKET -> true;
                case MEMBER, OPERATOR, SERVICE -> false;
            };
        }
    }

    /** How large a body may be, and whether it is a stream that the service should be asked about first. */
    public enum Body {
        ORDINARY(4L << 20, false),
        /** The largest that a provider of messages sends. */
        WEBHOOK(3L << 20, false),
        BATCH(16L << 20, false),
        SAMPLE(32L << 20, true),
        UPLOAD(4L << 30, true);

        private final long maxBytes;
        private final boolean streamed;

        Body(long maxBytes, boolean streamed) {
            this.maxBytes = maxBytes;
            this.streamed = streamed;
        }

        public long maxBytes() {
            return maxBytes;
        }

        public boolean streamed() {
            return streamed;
        }
    }

    /** Whether it is asked by those who watch over the system, to whom the limits for others do not apply. */
    boolean isHealth() {
        return path.text().startsWith("/q/health/");
    }

    /** HEAD is served wherever GET is. */
    boolean allows(String method) {
        return methods.contains(method) || (method.equals("HEAD") && methods.contains("GET"));
    }
}
