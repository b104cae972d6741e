# Draws meta-training-base_larger.pdf, meta-training-base_larger.svg and meta-training-base_larger.png in the folder above from meta-training-base_larger.csv beside this script.
# By hand, in this folder: gnuplot meta-training-base_larger.gnuplot
set encoding utf8
set datafile separator ','
data = 'meta-training-base_larger.csv'
do for [format in 'pdf svg png'] {
if (format eq 'pdf') {
  set terminal pdfcairo size 17cm,6.7518cm noenhanced font 'DejaVu Sans,8' fontscale 0.75 linewidth 2
  set output '../meta-training-base_larger.pdf'
  marker = 1.0
}
if (format eq 'svg') {
  set terminal svg size 643,255 noenhanced font 'DejaVu Sans,8' fontscale 1.333 linewidth 1.333 \
    dashlength 0.67 background 'white'
  set output '../meta-training-base_larger.svg'
  marker = 1.5
}
if (format eq 'png') {
  set terminal pngcairo size 2008,797 noenhanced font 'DejaVu Sans,8' fontscale 3.125 linewidth 4.167
  set output '../meta-training-base_larger.png'
  marker = 4.167
}
set multiplot
unset key
set lmargin at screen 0.077059; set rmargin at screen 0.482353
set bmargin at screen 0.278444; set tmargin at screen 0.911135
set border 3 linewidth 0.5; set grid linetype 1 linecolor rgb '#e4e4e4' linewidth 0.4
unset logscale x
set xrange [-10.969999999999999:411.97]
set yrange [-0.06026954290457069:2.525686098197475]
set xtics out nomirror scale 0.6 offset 0,0.3 ('0' 0, '50' 50, '100' 100, '150' 150, '200' 200, '250' 250, '300' 300, '350' 350, '400' 400)
set ytics out nomirror scale 0.6 offset 0.4,0 ('0' 0, '0.5' 0.5, '1' 1, '1.5' 1.5, '2' 2, '2.5' 2.5)
set title 'loss' offset 0,-0.6
set xlabel 'outer step' offset 0,0.7
set ylabel 'cross-entropy (nats)' offset 0.7,0
unset label
plot data skip 1 every ::0::399 using 5:6 with lines linecolor rgb '#000000' dashtype solid linewidth 1.2 notitle
set lmargin at screen 0.577059; set rmargin at screen 0.982353
set bmargin at screen 0.278444; set tmargin at screen 0.911135
set border 3 linewidth 0.5; set grid linetype 1 linecolor rgb '#e4e4e4' linewidth 0.4
unset logscale x
set xrange [-10.969999999999999:411.97]
set yrange [0.0:1.0]
set xtics out nomirror scale 0.6 offset 0,0.3 ('0' 0, '50' 50, '100' 100, '150' 150, '200' 200, '250' 250, '300' 300, '350' 350, '400' 400)
set ytics out nomirror scale 0.6 offset 0.4,0 ('0' 0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6, '0.8' 0.8, '1' 1)
set title 'test accuracy' offset 0,-0.6
set xlabel 'outer step' offset 0,0.7
set ylabel 'accuracy' offset 0.7,0
unset label
set key at screen 0.5,0.130336 center top vertical maxrows 1 Left reverse samplen 2.2 width 0.5 spacing 1.1
set label 'teacher base_larger after 400 of 2000 outer steps, report scale' at screen 0.5,0.029622 center font 'DejaVu Sans,7.5' textcolor rgb '#444444'
plot data skip 1 every ::400::408 using 5:6 with linespoints linecolor rgb '#C98500' dashtype solid linewidth 1.2 pointtype 5 pointsize 0.35*marker notitle, \
  data skip 1 every ::409::417 using 5:6 with linespoints linecolor rgb '#005A9C' dashtype solid linewidth 1.2 pointtype 7 pointsize 0.35*marker notitle, \
  keyentry with lines linecolor rgb '#000000' dashtype solid linewidth 1.2 title 'after the last inner step', \
  keyentry with linespoints linecolor rgb '#C98500' dashtype solid linewidth 1.2 pointtype 5 pointsize 0.35*marker title 'after 10 inner steps', \
  keyentry with linespoints linecolor rgb '#005A9C' dashtype solid linewidth 1.2 pointtype 7 pointsize 0.35*marker title 'after 64 inner steps'
unset multiplot
unset output
}
