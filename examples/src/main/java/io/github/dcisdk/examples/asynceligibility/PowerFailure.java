package io.github.dcisdk.examples.asynceligibility;

import io.github.dcisdk.callback.AnswerHandler;
import io.github.dcisdk.callback.HandlerContext;
import io.github.dcisdk.client.AnswerPage;
import io.github.dcisdk.socialregistry.SocialGroup;
import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ends a program in the middle of its second page: what it has written of it is not committed. An exception stands for the
 * power failure, and nothing is done after it.
 */
final class PowerFailure implements AnswerHandler<SocialGroup> {
    private static final int LAST_PAGE = 2;

    private final Grants grants;
    private final PrintStream out;
    private final CountDownLatch end;
    private final AtomicInteger pages = new AtomicInteger();

    PowerFailure(Grants grants, PrintStream out, CountDownLatch end) {
        this.grants = grants;
        this.out = out;
        this.end = end;
    }

    @Override
    public void page(AnswerPage<SocialGroup> page, HandlerContext context) {
        int count = pages.incrementAndGet();
        if (count <= LAST_PAGE) {
            grants.page(page, context);
        }
        if (count == LAST_PAGE) {
            out.println("  the power fails");
            end.countDown();
        }
        if (count >= LAST_PAGE) {
            throw new IllegalStateException("the power failed");
        }
    }
}
