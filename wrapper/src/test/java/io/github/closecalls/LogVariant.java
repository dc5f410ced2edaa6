package io.github.closecalls;

import io.github.closecalls.model.CallActivity;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The ways to log a call, all of which must behave the same. */
enum LogVariant {
  LOG {
    @Override
    CallActivity log(CloseClient client, CallOptions options) {
      return client.calls().log(StubServer.call(), options);
    }
  },
  LOG_WITH_RESPONSE {
    @Override
    CallActivity log(CloseClient client, CallOptions options) {
      return client.calls().logWithResponse(StubServer.call(), options).body();
    }
  },
  LOG_ASYNC {
    @Override
    CallActivity log(CloseClient client, CallOptions options) {
      return joined(client.calls().logAsync(StubServer.call(), options));
    }
  },
  LOG_ASYNC_WITH_RESPONSE {
    @Override
    CallActivity log(CloseClient client, CallOptions options) {
      return joined(client.calls().logAsyncWithResponse(StubServer.call(), options)).body();
    }
  };

  abstract CallActivity log(CloseClient client, CallOptions options);

  CallActivity log(CloseClient client) {
    return log(client, CallOptions.NONE);
  }

  private static <T> T joined(CompletableFuture<T> call) {
    try {
      return call.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof CloseException failure) {
        throw failure;
      }
      throw e;
    }
  }
}
