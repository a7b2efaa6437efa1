package io.github.dcisdk.examples.farmersbycrop;

import io.github.dcisdk.client.BatchAnswer;
import io.github.dcisdk.client.Outcome;
import io.github.dcisdk.client.SearchItem;
import io.github.dcisdk.client.SearchPage;
import io.github.dcisdk.examples.loopback.LoopbackRegistry;
import io.github.dcisdk.farmerregistry.CropType;
import io.github.dcisdk.farmerregistry.Farmer;
import io.github.dcisdk.farmerregistry.FarmerAttributes;
import io.github.dcisdk.farmerregistry.FarmerRegistry;
import io.github.dcisdk.farmerregistry.FarmerRegistryClient;
import io.github.dcisdk.message.Query;
import io.github.dcisdk.profile.PeerProfile;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** Counts farmers and their land by district and crop. Each cell of the table is one search of a batch. */
public final class FarmersByCrop {
    private static final int ITEMS_PER_MESSAGE = 3;

    private FarmersByCrop() {}

    /**
     * Runs the example.
     *
     * @param args none
     */
    public static void main(String[] args) {
        run(new PrintStream(System.out, true, StandardCharsets.UTF_8));
    }

    static void run(PrintStream out) {
        try (LoopbackRegistry registry = LoopbackRegistry.start(
                FarmerRegistry.PROFILE, endpoint -> endpoint.search(FarmerRegistry.FARMER, Farmers.search())
                        .maxItems(ITEMS_PER_MESSAGE))) {
            // snippet: few
            PeerProfile profile = PeerProfile.STANDARD.named("small messages").itemsPerMessage(ITEMS_PER_MESSAGE);
            // end: few
            count(FarmerRegistryClient.of(registry.peer().profile(profile).build()), out);
        }
    }

    /** A cell of the table, and the search that fills it. */
    private record Cell(String district, CropType crop, SearchItem<Farmer> search) {
        Cell(String district, CropType crop) {
            this(
                    district,
                    crop,
                    SearchItem.of(
                            FarmerRegistry.FARMER,
                            Query.where(FarmerAttributes.FARM_LOCATION)
                                    .eq(district)
                                    .and(FarmerAttributes.CROP_TYPE)
                                    .eq(crop)));
        }

        @Override
        public String toString() {
            return district + ", " + crop.label().orElse(crop.code());
        }
    }

    private static void count(FarmerRegistryClient registry, PrintStream out) {
        List<Cell> cells = Stream.of("Kirehe", "አዳማ", "បាទី", "Yauyos")
                .flatMap(district ->
                        Stream.of(CropType.CEREALS, CropType.LEGUMINOUS_CROPS).map(crop -> new Cell(district, crop)))
                .toList();
        out.println(cells.size() + " searches, at most " + ITEMS_PER_MESSAGE + " in a message");
        BatchAnswer answer =
                registry.searchBatch(cells.stream().map(Cell::search).toList());
        for (Cell cell : cells) {
            out.println("  " + cell + ": " + describe(cell, answer.outcome(cell.search())));
        }
        out.println("Not answered: " + answer.failed().size());
    }

    private static String describe(Cell cell, Outcome<SearchPage<Farmer>> outcome) {
        // snippet: following
        if (outcome instanceof Outcome.Rejected<SearchPage<Farmer>> rejected) {
            // The explanation comes from the peer: good for a person to read, not for a log.
            return "rejected, " + rejected.cause().reasonMessage().orElse("without a reason");
        }
        Land land = new Land(cell.district(), cell.crop());
        // A first page only begins the answer: the following ones are asked for when the loop comes to them.
        outcome.orElseThrow().andFollowing().forEach(land::add);
        return land.toString();
        // end: following
    }
}
