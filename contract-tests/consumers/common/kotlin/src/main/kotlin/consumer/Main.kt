package consumer

import io.github.closecalls.CloseClient
import io.github.closecalls.Credentials
import io.github.closecalls.consumers.CloseServer
import io.github.closecalls.model.CreateCallActivity
import io.github.closecalls.model.CreateCallActivityDirection

fun main() {
    CloseServer.start().use { server ->
        CloseClient.builder()
            .baseUrl(server.url())
            .credentials(Credentials.apiKey(CloseServer.API_KEY))
            .build()
            .use { close ->
                val logged = close.calls().log(
                    CreateCallActivity.builder()
                        .leadId("lead_consumer")
                        .phone("+16505551234")
                        .direction(CreateCallActivityDirection.OUTBOUND)
                        .duration(153)
                        .build()
                )
                // A call has an id, so Kotlin asks for no check; it may have no lead, so Kotlin does.
                val id: String = logged.id()
                val characters: Int? = logged.leadId()?.length
                check(characters != null) { "The answer should have a lead_id" }
                server.check(id)
            }
    }
}
