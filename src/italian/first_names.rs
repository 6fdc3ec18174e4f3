//! First names of persons, as offices write them beside surnames.

use crate::text::fold;

/// First names that most people in Italy have, without those that are common words as well
/// («Marina», «Rosa», «Vita»).
const NAMES: &str = "abdul achille ada adele adriana adriano agata agnese agostino alberto alda aldo alessandra alessandro \
  alessia alessio alfio alfonso alfredo alice amalia ambra amedeo amelia andrea angela angelica angelina angelo anita anna \
  annalisa annamaria annarita antonella antonia antonietta antonino antonio arianna armando arturo assunta attilio \
  augusto aurelio barbara bartolomeo beatrice benedetta benedetto beniamino bernardo bianca bruna bruno camilla carla carlo \
  carlotta carmela carmelo carmen carmine carolina caterina catia cecilia celestino cesare chiara cinzia ciro clara claudia \
  claudio concetta corrado cosimo cristian cristiana cristiano cristina dalila damiano daniela daniele danilo dario davide \
  debora deborah demetrio denis diego dino domenica domenico donatella donato dora edoardo elda elena eleonora elia eliana elio \
  elisa elisabetta eloisa elsa emanuela emanuele emilio emma enrica enrico enzo ercole erica erika ermanno ernesto \
  ester ettore eugenia eugenio eva fabiana fabiano fabio fabiola fabrizia fabrizio fatima federica federico ferdinando \
  fernanda fernando filippo fiorella flavia flavio franca francesca francesco franco fulvia fulvio gabriele gabriella \
  gaetano gaia gennaro gerardo giacomo giada giampaolo giampiero gian giancarlo gianfranco gianluca gianluigi gianmarco \
  gianna gianni gianpaolo gianpiero gilberto gina gino giorgia giorgio giovanna giovanni giulia giuliana giuliano giulio \
  giuseppe giuseppina giusi giuseppa graziano graziella greta guglielmo guido ida ignazio ilaria ileana imma immacolata \
  ines irene isabella isidoro ivan ivana ivano ivo jacopo jessica laura lea leandro leonardo lia liana licia \
  lidia lina lino lisa livia livio lorella lorena lorenza lorenzo loretta loris luana luca lucia luciana luciano lucio \
  lucrezia ludovica ludovico luigi luigia luigina luisa manuel manuela mara marcella marcello marco margherita maria \
  marianna mariangela mariano mariella marilena marinella mario marisa marta martina martino massimiliano massimo matilde \
  matteo mattia maura maurizio mauro melissa michela michelangelo michele michelina milena miriam mirco mirella mirko \
  mohamed moira monia monica monika morena moreno nadia natalia natalina nicola nicole nicoletta nicolo noemi \
  nunzia nunzio olga omar ombretta orazio oriana orietta ornella oscar osvaldo ottavio pamela paola paolo pasquale \
  pasqualina patrizia patrizio piera pierangelo pierfrancesco piergiorgio pierluigi piero pierpaolo pietro pina pino \
  raffaela raffaele raffaella raimondo rebecca renata renato renzo riccardo rinaldo rino rita roberta roberto rocco \
  rodolfo romeo romina romolo rosalba rosalia rosanna rosaria rosario rosella rosetta rossana rossella ruggero \
  sabina sabrina salvatore samanta samantha samuel samuele sandra sandro santina sara saverio sebastiano serena \
  sergio silvana silvano silvestro silvia silvio simona simone sofia sonia stefania stefano susanna tamara tania \
  tatiana teodoro teresa tiziana tiziano tommaso tonino tullio ugo umberto valentina valentino valeria valerio vanessa \
  vanna veronica vilma vincenza vincenzo virginia virginio vito vittorio viviana walter wanda ylenia";

/// Returns `true` for the first name of a person.
pub fn is_first_name(word: &str) -> bool {
    let word = fold(word);
    NAMES.split_ascii_whitespace().any(|name| name == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_names_are_no_common_words() {
        assert!(is_first_name("Mario") && is_first_name("LUCIA") && is_first_name("Nicolò"));
        assert!(!is_first_name("Marina") && !is_first_name("Servizi") && !is_first_name("Rossi"));
    }
}
