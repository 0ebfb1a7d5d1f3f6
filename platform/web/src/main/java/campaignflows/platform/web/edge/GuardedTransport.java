package campaignflows.platform.web.edge;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.vertx.core.impl.transports.JDKTransport;
import io.vertx.core.net.NetServerOptions;

/** Adds a guard to each connection that a listener of this process accepts, before any other handler sees a byte of it. */
final class GuardedTransport extends JDKTransport {
    private final ConnectionLimits limits;
    private final Draining draining;

    GuardedTransport(ConnectionLimits limits, Draining draining) {
        this.limits = limits;
        this.draining = draining;
    }

    @Override
    public void configure(NetServerOptions options, boolean domainSocket, ServerBootstrap bootstrap) {
        super.configure(options, domainSocket, bootstrap);
        bootstrap.handler(new Acceptor(limits, draining));
    }

    @ChannelHandler.Sharable
    private static final class Acceptor extends ChannelInboundHandlerAdapter {
        private final ConnectionLimits limits;
        private final Draining draining;

        Acceptor(ConnectionLimits limits, Draining draining) {
            this.limits = limits;
            this.draining = draining;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object accepted) {
            if (accepted instanceof Channel connection) {
                connection.pipeline().addFirst("campaignflows.guard", new ConnectionGuard(limits, draining));
            }
            context.fireChannelRead(accepted);
        }
    }
}
