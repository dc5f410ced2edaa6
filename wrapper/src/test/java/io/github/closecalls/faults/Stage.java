package io.github.closecalls.faults;

import java.util.EnumSet;
import java.util.Set;

/** What a call meets on its way, and where. */
enum Stage {
  /** The host is not found. */
  DNS_FAILURE,
  /** No one listens on the port. */
  REFUSED,
  /** The TCP connection is neither granted nor refused. */
  CONNECT_TIMEOUT,
  /** The connection ends before the first byte of TLS, or in the clear before the request. */
  CLOSED_AT_ONCE,
  /** The answer to the TLS handshake is not TLS. */
  NOT_TLS,
  /** The TLS handshake is not answered. */
  TLS_STALL,
  /** The certificate is that of another host. */
  WRONG_HOST,
  /** The certificate is not signed by anyone the client trusts. */
  UNKNOWN_AUTHORITY,
  /** Something after the connection stands. */
  REQUEST;

  /** What a client meets before it reaches the server. */
  static final Set<Stage> OF_CLIENT = EnumSet.of(REFUSED, CONNECT_TIMEOUT);

  /** What the server does to a new connection. */
  static final Set<Stage> OF_SERVER =
      EnumSet.of(CLOSED_AT_ONCE, NOT_TLS, TLS_STALL, WRONG_HOST, UNKNOWN_AUTHORITY);

  /** What can happen only where TLS is spoken. */
  static final Set<Stage> OF_TLS = EnumSet.of(NOT_TLS, TLS_STALL, WRONG_HOST, UNKNOWN_AUTHORITY);
}
