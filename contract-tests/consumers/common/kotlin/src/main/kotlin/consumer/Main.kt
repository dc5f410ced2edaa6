package consumer

import io.github.closecalls.CloseClient
import io.github.closecalls.Credentials
import io.github.closecalls.consumers.CloseServer
import io.github.closecalls.model.CreateCallActivity
import io.github.closecalls.model.CreateCallActivityDirection
import java.net.InetAddress
import java.net.ServerSocket
import java.net.URI
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.async
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.future.await
import kotlinx.coroutines.runBlocking

val call: CreateCallActivity = CreateCallActivity.builder()
    .leadId("lead_consumer")
    .phone("+16505551234")
    .direction(CreateCallActivityDirection.OUTBOUND)
    .duration(153)
    .build()

fun main() {
    CloseServer.start().use { server ->
        client(server.url()).use { close ->
            val logged = runBlocking { close.calls().logAsync(call).await() }
            // A call has an id, so Kotlin asks for no check; it may have no lead, so Kotlin does.
            val id: String = logged.id()
            val characters: Int? = logged.leadId()?.length
            check(characters != null) { "The answer should have a lead_id" }
            server.check(id)
        }
    }
    aCoroutineThatIsCancelledCancelsTheCall()
}

fun aCoroutineThatIsCancelledCancelsTheCall() {
    ServerSocket(0, 1, InetAddress.getByName("127.0.0.1")).use { silent ->
        silent.soTimeout = 30_000
        client(URI("http://127.0.0.1:${silent.localPort}/api/v1/")).use { close ->
            val future = close.calls().logAsync(call)
            runBlocking {
                // Undispatched: it waits already when it is cancelled.
                val waiting = async(start = CoroutineStart.UNDISPATCHED) { future.await() }
                silent.accept().use { waiting.cancelAndJoin() }
            }
            check(future.isCancelled) { "The future should be cancelled with the coroutine" }
        }
    }
}

fun client(url: URI): CloseClient =
    CloseClient.builder().baseUrl(url).credentials(Credentials.apiKey(CloseServer.API_KEY)).build()
