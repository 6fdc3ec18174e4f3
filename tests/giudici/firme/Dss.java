import eu.europa.esig.dss.diagnostic.DiagnosticData;
import eu.europa.esig.dss.diagnostic.SignatureWrapper;
import eu.europa.esig.dss.enumerations.CertificationPermission;
import eu.europa.esig.dss.enumerations.DigestAlgorithm;
import eu.europa.esig.dss.enumerations.SignatureLevel;
import eu.europa.esig.dss.model.DSSDocument;
import eu.europa.esig.dss.model.FileDocument;
import eu.europa.esig.dss.model.SignatureValue;
import eu.europa.esig.dss.pades.PAdESSignatureParameters;
import eu.europa.esig.dss.pades.PAdESTimestampParameters;
import eu.europa.esig.dss.pades.SignatureFieldParameters;
import eu.europa.esig.dss.pades.SignatureImageParameters;
import eu.europa.esig.dss.pades.SignatureImageTextParameters;
import eu.europa.esig.dss.pades.signature.PAdESService;
import eu.europa.esig.dss.simplereport.SimpleReport;
import eu.europa.esig.dss.spi.DSSUtils;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import eu.europa.esig.dss.spi.x509.CommonTrustedCertificateSource;
import eu.europa.esig.dss.spi.x509.revocation.crl.ExternalResourcesCRLSource;
import eu.europa.esig.dss.spi.x509.tsp.KeyEntityTSPSource;
import eu.europa.esig.dss.token.DSSPrivateKeyEntry;
import eu.europa.esig.dss.token.Pkcs12SignatureToken;
import eu.europa.esig.dss.validation.SignedDocumentValidator;
import eu.europa.esig.dss.validation.reports.Reports;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The European Commission's own program for signatures, as signer and as validator.
 *
 * <pre>
 * java -cp 'JARS/*' Dss.java firma KEYS ORIGINAL FOLDER
 * java -cp 'JARS/*' Dss.java campi KEYS [FIELD SOURCE TARGET]…
 * java -cp 'JARS/*' Dss.java valida KEYS FILE…
 * </pre>
 *
 * {@code firma} signs ORIGINAL in several ways; {@code campi} signs each SOURCE visibly in FIELD, one after the other; {@code valida} prints for each file a line:
 * name, tabulator, what the report says of its signatures and of changes after them.
 */
public class Dss {
    private static final char[] PASSWORD = "prova".toCharArray();
    private static Path keys;

    public static void main(String[] arguments) throws Exception {
        keys = Path.of(arguments[1]);
        if (arguments[0].equals("firma")) {
            sign(new FileDocument(arguments[2]), Path.of(arguments[3]));
            return;
        }
        if (arguments[0].equals("campi")) {
            for (int i = 2; i < arguments.length; i += 3) {
                String name = arguments[i];
                signed(new FileDocument(arguments[i + 1]), "firma", parameters -> field(parameters, name, "Mario Rossi"))
                        .save(arguments[i + 2]);
            }
            return;
        }
        for (int i = 2; i < arguments.length; i++) {
            System.out.println(new File(arguments[i]).getName() + "\t" + judged(arguments[i]));
        }
    }

    private static void sign(DSSDocument original, Path folder) throws Exception {
        DSSDocument invisible = signed(original, "firma", parameters -> field(parameters, "Firma1", null));
        DSSDocument visible = signed(original, "firma", parameters -> field(parameters, "Firma1", "Mario Rossi"));
        save(invisible, folder, "dss-invisibile");
        save(visible, folder, "dss-visibile");
        save(signed(visible, "seconda", parameters -> field(parameters, "Firma2", null)), folder, "dss-due-campi");
        save(signed(original, "firma", parameters -> { }), folder, "dss-campo-suo");
        save(signed(invisible, "seconda", parameters -> { }), folder, "dss-secondo-campo-suo");
        save(signed(original, "firma", Dss::mark), folder, "dss-segno-altrove");
        save(signed(original, "firma", parameters -> {
            field(parameters, "Firma1", null);
            parameters.setPermission(CertificationPermission.MINIMAL_CHANGES_PERMITTED);
        }), folder, "dss-certificata");
        for (SignatureLevel level : new SignatureLevel[] {SignatureLevel.PAdES_BASELINE_T,
                SignatureLevel.PAdES_BASELINE_LT, SignatureLevel.PAdES_BASELINE_LTA}) {
            DSSDocument stamped = signed(original, "firma", parameters -> {
                field(parameters, "Firma1", null);
                parameters.setSignatureLevel(level);
            });
            String name = level.name().substring(level.name().lastIndexOf('_') + 1).toLowerCase();
            save(stamped, folder, "dss-" + name);
        }
        save(service().timestamp(original, new PAdESTimestampParameters(DigestAlgorithm.SHA256)), folder, "dss-marca");
        PAdESSignatureParameters extension = new PAdESSignatureParameters();
        extension.setSignatureLevel(SignatureLevel.PAdES_BASELINE_LTA);
        save(service().extendDocument(visible, extension), folder, "dss-estesa-lta");
    }

    private static void save(DSSDocument document, Path folder, String name) throws Exception {
        document.save(folder.resolve(name + ".pdf").toString());
    }

    /** A field that the file has, and what it is to show. */
    private static void field(PAdESSignatureParameters parameters, String name, String text) {
        SignatureFieldParameters field = new SignatureFieldParameters();
        field.setFieldId(name);
        image(parameters, field, text);
    }

    /** A mark in the middle of the first page. */
    private static void mark(PAdESSignatureParameters parameters) {
        SignatureFieldParameters field = new SignatureFieldParameters();
        field.setPage(1);
        field.setOriginX(200);
        field.setOriginY(200);
        field.setWidth(200);
        field.setHeight(60);
        image(parameters, field, "Mario Rossi");
    }

    private static void image(PAdESSignatureParameters parameters, SignatureFieldParameters field, String text) {
        SignatureImageParameters image = new SignatureImageParameters();
        image.setFieldParameters(field);
        if (text != null) {
            SignatureImageTextParameters words = new SignatureImageTextParameters();
            words.setText(text);
            image.setTextParameters(words);
        }
        parameters.setImageParameters(image);
    }

    private static DSSDocument signed(DSSDocument document, String who, Consumer<PAdESSignatureParameters> how)
            throws Exception {
        File bag = keys.resolve(who + ".p12").toFile();
        try (Pkcs12SignatureToken token = new Pkcs12SignatureToken(bag, new KeyStore.PasswordProtection(PASSWORD))) {
            DSSPrivateKeyEntry key = token.getKeys().get(0);
            PAdESSignatureParameters parameters = new PAdESSignatureParameters();
            parameters.setSignatureLevel(SignatureLevel.PAdES_BASELINE_B);
            parameters.setDigestAlgorithm(DigestAlgorithm.SHA256);
            parameters.setSigningCertificate(key.getCertificate());
            parameters.setCertificateChain(key.getCertificateChain());
            how.accept(parameters);
            PAdESService service = service();
            SignatureValue value = token.sign(service.getDataToSign(document, parameters), DigestAlgorithm.SHA256, key);
            return service.signDocument(document, parameters, value);
        }
    }

    private static PAdESService service() throws Exception {
        PAdESService service = new PAdESService(verifier());
        KeyStore store = KeyStore.getInstance(keys.resolve("marca.p12").toFile(), PASSWORD);
        KeyEntityTSPSource clock = new KeyEntityTSPSource(store, store.aliases().nextElement(), PASSWORD);
        clock.setTsaPolicy("1.2.3.4");
        service.setTspSource(clock);
        return service;
    }

    private static CommonCertificateVerifier verifier() throws Exception {
        CommonTrustedCertificateSource trusted = new CommonTrustedCertificateSource();
        trusted.addCertificate(DSSUtils.loadCertificate(Files.readAllBytes(keys.resolve("radice.cer"))));
        CommonCertificateVerifier verifier = new CommonCertificateVerifier();
        verifier.setTrustedCertSources(trusted);
        verifier.setCrlSource(new ExternalResourcesCRLSource(new FileDocument(keys.resolve("revocati.crl").toFile())));
        verifier.setAIASource(null);
        return verifier;
    }

    private static String judged(String file) {
        try {
            SignedDocumentValidator validator = SignedDocumentValidator.fromDocument(new FileDocument(file));
            validator.setCertificateVerifier(verifier());
            Reports reports = validator.validateDocument();
            SimpleReport simple = reports.getSimpleReport();
            DiagnosticData data = reports.getDiagnosticData();
            Set<String> words = new TreeSet<>();
            for (SignatureWrapper signature : data.getSignatures()) {
                words.add(simple.getIndication(signature.getId()).toString());
                if (simple.getSubIndication(signature.getId()) != null) {
                    words.add(simple.getSubIndication(signature.getId()).toString());
                }
                if (!signature.getPdfAnnotationsOverlapConcernedPages().isEmpty()) {
                    words.add("annotations overlap");
                }
                if (!signature.getPdfUndefinedChanges().isEmpty()) {
                    words.add("undefined changes");
                }
                if (!signature.getPdfVisualDifferenceConcernedPages().isEmpty()) {
                    words.add("visual difference");
                }
                if (!signature.getPdfPageDifferenceConcernedPages().isEmpty()) {
                    words.add("page difference");
                }
            }
            return words.isEmpty() ? "no signature" : String.join(", ", words);
        } catch (Exception | StackOverflowError error) {
            return "error: " + error;
        }
    }
}
