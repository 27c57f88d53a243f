package personname

import (
	"strings"

	"callsheet/model/fold"
)

// The words below are in lower case and without dots.

// nameTitles stand before a name and say nothing of its case.
var nameTitles = fold.Words("dr dra drs dres prof profª mr mrs ms miss mx sir lady lord dame rev fr hon capt col maj gen lt sgt " +
	"herr herrn hr frau fräulein frl mag mgr ing dipl-ing dipl dipl-kfm ra shri sri shree smt kumari km pt pandit md mohd sheikh ustad hajji haji " +
	"m mme mlle mm me mlles monsieur madame mademoiselle maître sr sra srta señor señora don doña dona dom " +
	"sig sigra dott dottssa signor signora avv geom dhr mevr mw mevrouw meneer de heer pan pani г-н г-жа господин госпожа κος κα κύριος κυρία " +
	"bay bayan av puan encik datuk datin tan bapak ibu")

// dutchTitles are followed by a particle in capitals.
var dutchTitles = fold.Words("dhr mevr mw mevrouw meneer heer")

// degrees follow "Dr." in small letters.
var degrees = fold.Words("med dent vet rer nat jur iur phil habil hc oec pol theol techn mult")

// nameParticles are small between the other words of a name.
var nameParticles = fold.Words("de del da das do dos du des van von vom zu zum zur bin bint ibn binti bte af av ter ten d' de' van't фон ван де да дер бин ибн")

// afterParticle are small after one of them.
var afterParticle = fold.Words("der den dem de la las los le het 't op in aan auf und zu zur ten ter lo ла дер ден")

// atEnd are small as the last word: the patronymics of Central Asia.
var atEnd = fold.Words("оглы оглу кызы гызы oglu ogly kyzy qizi gizi oğlu qızı")

// inHyphens are small between hyphens, and the second list before the first one.
var (
	inHyphens = fold.Words("ul ur ud us uz un al el ad de du des la le les sur en et en-y van von der аль")
	beforeOne = fold.Words("al ar as ash ad an at az аль ар ас аш ад ан")
)

// surnamesFirst are names of East Asia after which van, do, bin and da are names.
var surnamesFirst = fold.Words("nguyen nguyễn tran trần le lê pham phạm huynh huỳnh hoang hoàng phan vu vũ vo võ dang đặng bui bùi do đỗ ho hồ ngo ngô duong dương ly lý trinh trịnh dinh đinh " +
	"wang li zhang liu chen yang huang zhao wu zhou xu sun zhu hu lin guo gao luo zheng liang xie tang han feng deng cao peng lim tan lee wong chan")

// nameSuffixes follow a name, as they are written.
var nameSuffixes = func() map[string]string {
	set := map[string]string{}
	for word := range strings.FieldsSeq("II III IV VI VII VIII Jr Sr Jnr Snr Esq PhD DPhil MD RN MBA CPA CFA DDS DMD DVM LLB LLM JD MBBS BSc MSc BEng MEng OBE MBE CBE QC KC MP IAS IPS EdD PharmD FRCS MBChB DPT LCSW CEO CFO CTO COO") {
		set[strings.ToLower(word)] = word
	}
	return set
}()

// nameRoles stand after a comma without being a given name.
var nameRoles = fold.Words("manager director owner engineer sales president chairman secretary teacher nurse attorney founder partner accountant assistant " +
	"geschäftsführer geschäftsführerin inhaber inhaberin leiter leiterin rechtsanwalt steuerberater directeur directrice gérant gérante propriétaire gerente director directora propietario dueño diretor diretora direttore titolare eigenaar directeur")

// noPersons are words that no person's name has.
var noPersons = fold.Words("and und et og och und the unknown none null test customer client patient guest visitor reception office department dept team family household hotel restaurant cafe café clinic praxis pharmacy apotheke " +
	"church club shop store salon center centre agency ministry council municipality city college institute association society committee " +
	"unbekannt kunde inconnu desconocido sconosciuto onbekend неизвестно клиент αε επε οε n/a na tbd tba")

// shortNames are of two letters, a vowel first or none, and no initials.
var shortNames = fold.Words("ed al an oh im un en om el eu ip ng st dr mr ms jr sr mt pt md fr kh hr mx lt ms")

// macNames have a capital after Mac beyond doubt.
var macNames = fold.Words("macdonald macleod macarthur macgregor macintyre macpherson macmillan macdougall macfarlane macneil macneill maclachlan macaulay maccallum macdonnell maclaren maclaughlin macnamara macqueen")
