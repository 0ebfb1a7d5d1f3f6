/**
 * Web channels: the chat on a website. A visitor's browser holds a WebSocket; what is sent to the visitor is a row that any
 * replica shows to any browser of the visitor, from where that one stands (ADR 2).
 */
@NullMarked
package campaignflows.communication.web;

import org.jspecify.annotations.NullMarked;
